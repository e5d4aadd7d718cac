"""Forms of projects and their parts."""
