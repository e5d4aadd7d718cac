"""Alembic's entry: the application's database, the models' tables. One head; numbered revisions.

Whoever gives a connection (`config.attributes`, an installation that moves) keeps its transaction and commits it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from alembic.migration import MigrationContext
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
        with references_at_rest(connection):
            migrate(connection)
            connection.commit()


@contextmanager
def references_at_rest(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew: while the old one is dropped, rows of others point to nothing.

    The driver's own connection is asked before a transaction begins: inside one the PRAGMA does nothing.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF").close()
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON").close()


def whole(*, ctx: MigrationContext, **_step: Any) -> None:
    """After each revision, before its commit: every row points to one that is there."""
    connection = ctx.connection
    if connection is None or connection.dialect.name != "sqlite":
        return
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if lost:
        raise RuntimeError(f"rows point to nothing: {[tuple(one) for one in lost[:5]]}")


def migrate(connection: Connection) -> None:
    """Run the revisions on a connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_as_batch=True,
        render_item=written,
        transaction_per_migration=True,
        on_version_apply=whole,  # type: ignore[arg-type]  # it is called by names
    )
    with context.begin_transaction():
        context.run_migrations()


run()
