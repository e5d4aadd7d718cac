"""XLSX: a zip of XML by strangers. It is measured and looked through before openpyxl reads its first sheet."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook

from registration.documents.errors import (
    BrokenSpreadsheet,
    EmptyTable,
    ForeignInstructions,
    TooManyRows,
    UnpacksTooBig,
)
from registration.documents.table import MOST_COLUMNS, MOST_ROWS

MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 500
MOST_RATIO = 200
"""A sheet of equal rows shrinks to a fiftieth; what shrinks more was made to."""
SMALL = 1024 * 1024
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
"""What reading a zip by strangers may raise: another way of packing, a password, an end too early."""
_PIECE = 256 * 1024
_SPARE_ROWS = 1000
"""Blank rows that are passed over among the others."""
_NOT_SEEN = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""What may stand before the first "<" of XML."""


def rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each row of the first sheet that is shown. Formulas are their text; macros are not looked at.

    Raises UnpacksTooBig, ForeignInstructions, BrokenSpreadsheet, TooManyRows, EmptyTable.
    """
    _look_through(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that openpyxl does not know
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            yield from _rows_of(book)
    except (UnpacksTooBig, ForeignInstructions, TooManyRows, EmptyTable, GeneratorExit):
        raise
    except Exception as problem:  # openpyxl trusts its files: a broken one breaks it anywhere
        raise BrokenSpreadsheet from problem


def _rows_of(book: Any) -> Iterator[tuple[int, list[str]]]:
    sheets = [one for one in book.worksheets if one.sheet_state == "visible"] or book.worksheets
    if not sheets:
        raise EmptyTable
    sheet = sheets[0]
    sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
    values = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
    for number, cells in enumerate(values, start=1):
        if number > MOST_ROWS + _SPARE_ROWS:
            raise TooManyRows(limit=MOST_ROWS)
        yield number, [_text(value) for value in cells]
    book.close()


def _text(value: Any) -> str:
    """A cell as somebody reads it: days without hours, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "text", value) or "")


def _look_through(content: bytes) -> None:
    """Read every part once, no further than it may go, as the directory says it and as it truly unpacks."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            _measure(len(content), parts)
            room = MOST_UNPACKED
            for part in parts:
                with packed.open(part) as stream:
                    room = _unpack(stream, room)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as problem:
        raise BrokenSpreadsheet from problem


def _measure(size: int, parts: list[zipfile.ZipInfo]) -> None:
    """By the directory alone, which costs nothing. Raises UnpacksTooBig."""
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise UnpacksTooBig
    if unpacked > SMALL and unpacked > size * MOST_RATIO:
        raise UnpacksTooBig


def _unpack(stream: Any, room: int) -> int:
    """How much room is left after a part, which may not be more than it says. XML is looked into on the way, whatever
    the part's name."""
    parser: Any = None
    try:
        while piece := stream.read(_PIECE):
            if parser is None:
                parser = _watchful_parser() if piece.lstrip(_NOT_SEEN).startswith(b"<") else _Blind()
            room -= len(piece)
            if room < 0:
                raise UnpacksTooBig
            parser.Parse(piece, False)
        if parser is not None:
            parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise BrokenSpreadsheet from problem
    return room


class _Blind:
    """For pictures and macros: there is nothing to look at, and nobody reads them."""

    def Parse(self, piece: bytes, is_final: bool) -> None:
        """As expat's."""


def _watchful_parser() -> Any:
    """Refuses a document type as soon as it begins: with it go entities, and names of other files."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise ForeignInstructions

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser
