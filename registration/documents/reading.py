"""Reading a table out of whatever somebody uploads: told by its content, never by its name."""

from collections.abc import Iterable, Iterator
from itertools import islice

from registration.core.text import clean
from registration.documents import csv_text, xlsx
from registration.documents.errors import (
    CellTooLong,
    EmptyTable,
    OldSpreadsheet,
    TableTooBig,
    TooManyColumns,
    TooManyRows,
)
from registration.documents.table import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Table,
    column_letters,
)

MOST_BYTES = 5 * 1024 * 1024
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
"""Old XLS files, and new ones with a password."""


def read_table(content: bytes) -> Table:
    """The table in a file of CSV or XLSX: the first row in which anything stands holds the headings.

    Raises UnreadableTable, one kind for each reason. A formula is read as its text, never worked out.
    """
    return _table(_rows(content))


def read_head(content: bytes, rows: int) -> Table:
    """As `read_table`, the first rows alone: quick also where there are many. The whole file is looked through for
    what is malicious. Raises what `read_table` raises, but for what stands further down."""
    return _table(islice(_rows(content), rows + 1))


def _rows(content: bytes) -> Iterator[Row]:
    if len(content) > MOST_BYTES:
        raise TableTooBig(limit=MOST_BYTES // 1024 // 1024)
    if content.startswith(OLE):
        raise OldSpreadsheet
    return _tidy(xlsx.rows(content) if content.startswith(ZIP) else csv_text.rows(content))


def _tidy(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    """Rows in which something stands, without the empty cells at their ends."""
    for number, cells in rows:
        tidy = [clean(cell, multiline=True) for cell in cells]
        while tidy and not tidy[-1]:
            tidy.pop()
        if len(tidy) > MOST_COLUMNS:
            raise TooManyColumns(limit=MOST_COLUMNS)
        long = next((at for at, cell in enumerate(tidy) if len(cell) > LONGEST_CELL), None)
        if long is not None:
            raise CellTooLong(cell=f"{column_letters(long)}{number}")
        if tidy:
            yield Row(number, tuple(tidy))


def _table(rows: Iterator[Row]) -> Table:
    first = next(rows, None)
    found: list[Row] = []
    for row in rows:
        if len(found) == MOST_ROWS:
            raise TooManyRows(limit=MOST_ROWS)
        found.append(row)
    if first is None or not found:
        raise EmptyTable
    width = max(len(first.cells), *(len(row.cells) for row in found))
    headings = tuple(" ".join(cell.split()) for cell in _filled(first.cells, width))
    return Table(headings, [Row(row.number, _filled(row.cells, width)) for row in found])


def _filled(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))
