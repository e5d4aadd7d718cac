"""Backups: one archive with the database, the secret key and a manifest that says what they are."""
