"""The move: everything or nothing, and the SQLite file stays as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from registration.core.database import Base
from registration.core.sqlite import IMMEDIATE
from registration.jobs.running import ProgramRuns, standing_still
from registration.operations import errors, queries
from registration.operations.moving import tables, target


@dataclass(frozen=True)
class Moved:
    """What was copied and compared."""

    tables: int
    rows: int


def move(instance: Path, source: Engine, address: str, *, dry_run: bool = False) -> Moved:
    """Copy all tables of `source` into the empty PostgreSQL database at `address`, and compare both.

    While it copies, nobody starts the program in `instance` and nobody writes into `source`. With `dry_run` all of
    it is done and then undone. Raises NotFromSqlite, NotToPostgres, OtherRevision, MoveWhileRunning,
    TargetOutOfReach, TargetNotEmpty, MoveFailed; after any of these the target is as it was.
    """
    if source.dialect.name != "sqlite":
        raise errors.NotFromSqlite
    with _unchanging(instance, source) as here, target.opened(address) as there:
        target.make_ready(there)
        moved = _copied(here, there)
        if dry_run:
            there.rollback()
        else:
            there.commit()
    return moved


@contextmanager
def _unchanging(instance: Path, source: Engine) -> Iterator[Connection]:
    """The source, with the one writer's place taken: it is read as it stands, and stays so."""
    try:
        with standing_still(instance), source.connect() as connection:
            connection.execution_options(**{IMMEDIATE: True})
            try:
                found = MigrationContext.configure(connection).get_current_revision() or ""
            except OperationalError as problem:
                raise errors.MoveWhileRunning from problem
            if found != queries.head():
                raise errors.OtherRevision(found=found or "–", wanted=queries.head())
            yield connection
            connection.rollback()
    except ProgramRuns as problem:
        raise errors.MoveWhileRunning from problem


def _copied(here: Connection, there: Connection) -> Moved:
    """All tables in the order of their foreign keys. Raises MoveFailed naming the table."""
    rows, everything = 0, Base.metadata.sorted_tables
    tables.quieten(there, everything)
    for table in everything:
        with _named(table.name):
            tables.copy(here, there, table)
            before, after = tables.content(here, table), tables.content(there, table)
        if before != after:
            raise errors.MoveFailed(table=table.name, reason=f"{before.rows} ≠ {after.rows}")
        rows += before.rows
    with _named("–"):
        tables.settle(there, everything)
    return Moved(len(everything), rows)


@contextmanager
def _named(table: str) -> Iterator[None]:
    """What a database refuses, as a refusal of the move that names the table."""
    try:
        yield
    except DBAPIError as problem:
        raise errors.MoveFailed(table=table, reason=target.said(problem)) from problem
