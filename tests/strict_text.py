"""SQLite as strict as PostgreSQL: every test fails that hands a database what only SQLite would take.

PostgreSQL refuses NUL in any text, a lone surrogate cannot be sent at all, VARCHAR(n) holds n characters and INTEGER
32 bits. SQLite takes all of these; so that the quick tests find them, too, statements are looked at on their way.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from weakref import WeakSet

from sqlalchemy import BigInteger, Engine, Integer, event
from sqlalchemy.engine.default import DefaultExecutionContext

UNSENDABLE = re.compile("[\x00\ud800-\udfff]")
LARGEST = 2**31
_seen: WeakSet[DefaultExecutionContext] = WeakSet()


class RefusedText(AssertionError):
    """What PostgreSQL would have refused."""


@event.listens_for(Engine, "before_cursor_execute")
def look_over(
    _connection: Any, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool
) -> None:
    """Raises RefusedText for a value that PostgreSQL would not take.

    An INSERT of many rows goes to the cursor row by row, with all of them in its context: they are looked at once.
    """
    if context is not None and context.compiled is not None and context not in _seen:
        _seen.add(context)
        for name, value in _values(context):
            _look_at(name, value, context, statement)


def _values(context: DefaultExecutionContext) -> Iterator[tuple[str, Any]]:
    rows: list[Mapping[str, Any]] = context.compiled_parameters or []
    return ((name, value) for row in rows for name, value in row.items())


def _look_at(name: str, value: Any, context: Any, statement: str) -> None:
    if isinstance(value, str) and UNSENDABLE.search(value):
        raise RefusedText(f"NUL or a lone surrogate in {name}={value!r}: {statement}")
    bind = context.compiled.binds.get(name)
    if bind is None or not (context.isinsert or context.isupdate):
        return
    length = getattr(bind.type, "length", None)
    if length is not None and isinstance(value, str) and len(value) > length:
        raise RefusedText(f"{len(value)} characters for {length} of {name}: {value[:80]!r}…: {statement}")
    whole = isinstance(bind.type, Integer) and not isinstance(bind.type, BigInteger)
    if whole and isinstance(value, int) and not -LARGEST <= value < LARGEST:
        raise RefusedText(f"{value} is no 32-bit integer for {name}: {statement}")
