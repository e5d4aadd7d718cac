"""Driver-level SQL: how SQLite connections are opened and how their transactions begin.

The driver's own mode begins nothing for a SELECT, so a seat could be sold twice; a deferred BEGIN fails at
once with "database is locked" when a reader turns writer. So we begin by ourselves: BEGIN for reads,
BEGIN IMMEDIATE where the connection's option `immediate` asks for it (registration.web.writing).
"""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

IMMEDIATE = "immediate"
BUSY_MILLISECONDS = 10_000
"""How long a writer waits: for its turn in the queue, then for a program that stands in no queue."""
MOST_WAITING = 32
"""Threads of a process that may wait for a turn: more than there are, unless a holder hangs for long."""
_places = threading.BoundedSemaphore(MOST_WAITING)


def prepare(engine: Engine) -> None:
    """Set up an SQLite engine; other databases are left as they are."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _open)
    event.listen(engine, "begin", _begin)


def _open(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "foreign_keys = ON",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    wanted = connection.get_execution_options().get(IMMEDIATE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if wanted else "BEGIN")


@contextmanager
def not_waiting(engine: Engine, connection: Any) -> Iterator[None]:
    """SQLite's commits in the block do not wait for the disk: WAL keeps them safe from a crash of the program, the
    next commit outside takes them along. Other databases are asked by their statements."""
    if engine.dialect.name != "sqlite":
        yield
        return
    connection.execute("PRAGMA synchronous = NORMAL").close()
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = FULL").close()


@contextmanager
def queue_of_writers(engine: Engine, folder: Path) -> Iterator[None]:
    """Hold the place of the one writer. Writers of all processes wait in the kernel's queue instead of
    polling by busy_timeout, which starves some of them for most of a second. Raises OperationalError, as a locked
    database does, when the turn does not come."""
    if engine.dialect.name != "sqlite":
        yield
        return
    with (folder / "writers.lock").open("a") as lock:
        _await_turn(lock)
        yield


def _await_turn(lock: IO[str]) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if not (_places.acquire(blocking=False) and _turn_came(lock)):
            said = sqlite3.OperationalError("database is locked: the queue of writers does not move")
            raise OperationalError(None, None, said) from None


def _turn_came(lock: IO[str]) -> bool:
    """Wait in the kernel's queue, which knows no limit: so a thread stands there, and we wait for it. The lock belongs
    to the opened file: when we have gone, the thread's descriptor is its last, and closing it passes the turn on."""
    came, standing = threading.Event(), os.dup(lock.fileno())

    def stand() -> None:
        try:
            fcntl.flock(standing, fcntl.LOCK_EX)
            came.set()
        finally:
            os.close(standing)
            _places.release()

    threading.Thread(target=stand, daemon=True).start()
    return came.wait(BUSY_MILLISECONDS / 1000)
