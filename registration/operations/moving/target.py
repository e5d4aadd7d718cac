"""The PostgreSQL database that an installation moves into."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from registration.core import postgres
from registration.core.database import Base
from registration.operations import errors, queries
from registration.operations.backup.restoring import COUNTS_FOR_NOTHING

REVISION = "alembic_version"


@contextmanager
def opened(address: str) -> Iterator[Connection]:
    """A transaction of the target; whoever opens it commits. Raises NotToPostgres, TargetOutOfReach."""
    engine = _engine(address)
    try:
        try:
            connection = engine.connect()
        except OperationalError as problem:
            raise errors.TargetOutOfReach(reason=said(problem)) from problem
        with connection:
            yield connection
    finally:
        engine.dispose()


def make_ready(there: Connection) -> None:
    """Give an empty database the tables of this program; those that are there already must hold nothing.

    Raises OtherRevision, TargetNotEmpty, MoveFailed.
    """
    present = set(inspect(there).get_table_names())
    if present & {*Base.metadata.tables, REVISION}:
        _refuse_another(there)
    else:
        _migrate(there)
    everything = ", ".join(Base.metadata.tables)
    there.execute(text(f"LOCK TABLE {everything} IN ACCESS EXCLUSIVE MODE"))
    for table in Base.metadata.sorted_tables:
        if table.name in COUNTS_FOR_NOTHING:
            there.execute(table.delete())
        elif there.execute(select(text("1")).select_from(table).limit(1)).first():
            raise errors.TargetNotEmpty(table=table.name)


def said(problem: DBAPIError) -> str:
    """What the server said, in one line and without the row that it is about."""
    diagnosis = getattr(problem.orig, "diag", None)
    return (getattr(diagnosis, "message_primary", None) or str(problem.orig)).strip().split("\n")[0]


def _engine(address: str) -> Engine:
    try:
        engine = create_engine(address, hide_parameters=True, connect_args=postgres.OPTIONS["connect_args"])
    except (ArgumentError, ImportError, ValueError) as problem:
        raise errors.NotToPostgres from problem
    if engine.dialect.name != "postgresql":
        raise errors.NotToPostgres
    return engine


def _refuse_another(there: Connection) -> None:
    found = MigrationContext.configure(there).get_current_revision() or "–"
    if found != queries.head():
        raise errors.OtherRevision(found=found, wanted=queries.head())


def _migrate(there: Connection) -> None:
    """In the transaction that is open already: a move that fails leaves no table behind."""
    config = Config(str(queries.MIGRATIONS / "alembic.ini"))
    config.set_main_option("script_location", str(queries.MIGRATIONS))
    config.attributes["connection"] = there
    try:
        command.upgrade(config, "head")
    except DBAPIError as problem:
        raise errors.MoveFailed(table=REVISION, reason=said(problem)) from problem
