"""Forms of partnerships and their parts."""
