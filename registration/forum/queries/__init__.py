"""Reads of the forum: for the public, for the desk, for services that are about to write."""
