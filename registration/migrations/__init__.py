"""Migrations: numbered revisions of the database, one head. `flask db upgrade` runs them."""
