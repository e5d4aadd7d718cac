"""When what the public sees last changed: one stamp for each area, renewed by the changing transaction itself.

A page made from the database is known by the stamps that held before it was read: while they stay, the page
stays (registration.web.caching). They are random rather than counted, so a restored backup brings none back
that stood for something else. Nobody has to remember them: the engine is watched, and whatever writes to a
table that is not named private renews a stamp, as the last statement before its commit. So on PostgreSQL two
who write at once hold each other up for no longer than a commit.
"""

import secrets
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Engine, ScalarSelect, String, event, select, text
from sqlalchemy.orm import Mapped, mapped_column

from registration.core.database import Base

CONTENT = "content"
"""All that public pages and feeds show, but for numbers of seats."""
SEATS = "seats"
"""How many seats are taken, of any event: it changes with each sign-up."""
AREA = "area"
"""Execution option of a statement that changes something else than content."""
UNSTAMPED = "unstamped"
"""Execution option of a connection that may write before there are stamps: migrations."""

_CHANGED = "zapisy.changed"
_RENEW = text(
    "INSERT INTO stamps (area, value) VALUES (:area, :value) "
    "ON CONFLICT (area) DO UPDATE SET value = excluded.value"
)


class Stamp(Base):
    """The present stamp of an area; an area without one has not changed yet."""

    __tablename__ = "stamps"

    area: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(String(32))


def stamp(area: str) -> ScalarSelect[str]:
    """The area's stamp, as a column of whatever is read with it; NULL before the first change."""
    return select(Stamp.value).where(Stamp.area == area).scalar_subquery()


_private: set[str] = set()


def is_private(table: str) -> bool:
    """Whether no public page is made from the table."""
    return table in _private


def watch(engine: Engine, private: Collection[str]) -> None:
    """Renew the stamps of what is written by the engine, whatever the code, to tables other than `private`."""
    _private.update(private)

    def note(connection: Connection, statement: Any, _m: Any, _p: Any, options: Any, _result: Any) -> None:
        if getattr(statement, "is_dml", False) and statement.table.name not in private:
            changed(connection, options.get(AREA, CONTENT))

    event.listen(engine, "after_execute", note)
    event.listen(engine, "commit", _renew)
    event.listen(engine, "rollback", _forget)


def changed(connection: Connection, area: str) -> None:
    """Note what a statement has changed of which the engine does not know (registration.core.driver)."""
    connection.info.setdefault(_CHANGED, set()).add(area)


def is_changing(connection: Connection, area: str) -> bool:
    """Whether this very transaction has changed something of the area: its stamp will be another one."""
    return area in connection.info.get(_CHANGED, ())


def _renew(connection: Connection) -> None:
    """In a fixed order: of two that change both areas, none holds what the other waits for."""
    areas = connection.info.pop(_CHANGED, set())
    if areas and not connection.get_execution_options().get(UNSTAMPED):
        for area in sorted(areas):
            connection.execute(_RENEW, {"area": area, "value": secrets.token_hex(8)})


def _forget(connection: Connection) -> None:
    connection.info.pop(_CHANGED, None)
