"""Connections for single statements, kept open beside the pool: what that does between two users (a ping, a rollback)
takes longer than such a statement. They are in no transaction: a statement is one way to the server and back.
"""

from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

Answer = TypeVar("Answer")
_idle: WeakKeyDictionary[Engine, deque[Any]] = WeakKeyDictionary()
"""Of each engine a cursor on each connection that nobody uses: as many as threads once asked at the same moment."""


def on_idle(engine: Engine, ask: Callable[[Any], Answer]) -> Answer:
    """What `ask` gets by a driver's cursor. When the server has hung up since the last time (it was started anew) it
    is asked once more, on a fresh connection. Raises sqlalchemy.exc.DBAPIError."""
    idle = _idle_of(engine)
    try:
        cursor = idle.pop()
    except IndexError:
        cursor = _opened(engine)
    try:
        answer = ask(cursor)
    except BaseException as problem:
        # SQLite's connections do not know the word: a file hangs up on nobody.
        is_lost = isinstance(problem, DBAPIError) and getattr(cursor.connection, "closed", False)
        cursor.connection.close()
        if not is_lost:
            raise
        _close(idle)
        cursor = _opened(engine)
        answer = ask(cursor)
    idle.append(cursor)
    return answer


def _idle_of(engine: Engine) -> deque[Any]:
    found = _idle.get(engine)
    if found is None:
        found = _idle.setdefault(engine, deque())
        event.listen(engine, "engine_disposed", lambda _engine: _close(_idle_of(engine)))
    return found


def _opened(engine: Engine) -> Any:
    """A cursor on one of the pool's connections, prepared like all, which the pool has no more."""
    taken = engine.raw_connection()
    connection: Any = taken.driver_connection
    taken.detach()
    if engine.dialect.name != "sqlite":  # SQLite's are in no transaction always
        connection.autocommit = True
    return connection.cursor()


def _close(idle: deque[Any]) -> None:
    while idle:
        idle.pop().connection.close()
