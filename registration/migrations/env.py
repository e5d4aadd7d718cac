"""Alembic's entry: the application's database, the models' tables. One head; numbered revisions.

Whoever gives a connection (`config.attributes`, an installation that moves) keeps its transaction and commits it.
"""

from typing import Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from registration.core.database import Base, UtcDateTime
from registration.core.stamps import UNSTAMPED


def written(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """How a new revision spells a column's type: our instants as the plain type, so that revisions stand alone."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UtcDateTime) else False


def run() -> None:
    """Bring the database up (or down) in one transaction where the database can."""
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(**{UNSTAMPED: True}) as connection:
        if connection.dialect.name == "postgresql":  # a large table may take longer than a page
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.commit()
        migrate(connection)
        connection.commit()


def migrate(connection: Connection) -> None:
    """Run the revisions on a connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_as_batch=True,
        render_item=written,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
