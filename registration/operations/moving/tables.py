"""One table from one database into the other, and what it holds, whatever the database."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Connection, Row, Table, Text, bindparam, cast, func, select, type_coerce

BATCH = 1000
_SUMS = 1 << 256


@dataclass(frozen=True)
class Content:
    """How many rows a table holds, and the sum of their SHA-256: the same in whatever order they are read."""

    rows: int
    checksum: int


def copy(here: Connection, there: Connection, table: Table) -> None:
    """Copy all rows, keys included; the next row that is added there gets the next number."""
    filling = table.insert().values({one.name: _value(one) for one in table.columns})
    for batch in _batches(here, table):
        there.execute(filling, [{_key(name): value for name, value in row._mapping.items()} for row in batch])
    _count_on(there, table)


def quieten(there: Connection, tables: Iterable[Table]) -> None:
    """Let no trigger of the program (those of approved minutes) look at what is copied."""
    for table in tables:
        there.exec_driver_sql(f"ALTER TABLE {table.name} DISABLE TRIGGER USER")


def settle(there: Connection, tables: Iterable[Table]) -> None:
    """Check what had to wait for rows that came later (an institution may point to another, a component to a product
    that points back), which PostgreSQL wants done before a table is altered; then wake the triggers."""
    there.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        there.exec_driver_sql(f"ALTER TABLE {table.name} ENABLE TRIGGER USER")


def content(connection: Connection, table: Table) -> Content:
    """What a table holds."""
    rows = checksum = 0
    for batch in _batches(connection, table):
        rows += len(batch)
        checksum += sum(_digest(row) for row in batch)
    return Content(rows, checksum % _SUMS)


def _batches(connection: Connection, table: Table) -> Iterator[list[Row[Any]]]:
    wanted = select(*(_read(one) for one in table.columns)).execution_options(yield_per=BATCH)
    with connection.execute(wanted) as found:
        for batch in found.partitions():
            yield list(batch)


def _read(column: Column[Any]) -> Any:
    """JSON as its very text: so NULL and JSON's null stay two things."""
    text = cast(column, Text) if isinstance(column.type, JSON) else column
    return text.label(column.name)


def _value(column: Column[Any]) -> Any:
    if isinstance(column.type, JSON):
        return type_coerce(cast(bindparam(_key(column.name), type_=Text), JSON), JSON)
    return bindparam(_key(column.name), type_=column.type)


def _key(name: str) -> str:
    """A parameter's name: a column's own is taken by the statement."""
    return f"given_{name}"


def _digest(row: Row[Any]) -> int:
    """By the values as Python has them: instants in UTC, enums by their value."""
    told = repr([getattr(value, "value", value) for value in row]).encode()
    return int.from_bytes(hashlib.sha256(told).digest())


def _count_on(there: Connection, table: Table) -> None:
    column = table.autoincrement_column
    if column is None:
        return
    sequence = there.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
    last = there.scalar(select(func.max(column)))
    if sequence and last:
        there.execute(select(func.setval(sequence, last)))
