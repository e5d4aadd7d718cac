"""How PostgreSQL connections are opened: nothing waits for ever."""

from typing import Any

from sqlalchemy import Engine, event, func, select

CONNECT_SECONDS = 5
"""How long a lost server may keep a visitor waiting."""
STATEMENT_SECONDS = 30
LOCK_SECONDS = 10
IDLE_SECONDS = 120
"""How long a transaction may stay open without a word: then its locks are freed."""
POOL_SECONDS = 10
OPTIONS: dict[str, Any] = {
    "pool_pre_ping": True,
    "pool_size": 5,
    "max_overflow": 5,
    "pool_timeout": POOL_SECONDS,
    "pool_recycle": 3600,
    "connect_args": {"connect_timeout": CONNECT_SECONDS, "application_name": "zapisy"},
}
"""For the engine. A server process has 4 threads, a worker 3: the pool is larger than both."""
ASYNCHRONOUS = select(func.set_config("synchronous_commit", "off", True).label("set")).subquery()
"""In a statement's FROM: its transaction does not wait for the disk. It may be lost with the power, nothing else."""
IS_ASYNCHRONOUS = ASYNCHRONOUS.c.set == "off"
"""The same as a condition, which holds."""


def prepare(engine: Engine) -> None:
    """Set up a PostgreSQL engine; other databases are left as they are."""
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _open)


def _open(connection: Any, _record: object) -> None:
    """By statements, not by start-up options, which connection poolers refuse."""
    for limit, seconds in (
        ("statement_timeout", STATEMENT_SECONDS),
        ("lock_timeout", LOCK_SECONDS),
        ("idle_in_transaction_session_timeout", IDLE_SECONDS),
    ):
        connection.execute(f"SET {limit} = '{seconds}s'")
    connection.commit()
