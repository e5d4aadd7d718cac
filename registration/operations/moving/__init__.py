"""Moving an installation from SQLite to PostgreSQL: all tables, compared, in one transaction of the target."""
