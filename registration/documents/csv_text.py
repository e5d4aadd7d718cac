"""CSV as spreadsheets, mail programs and old registers write it: its encoding and separator are found out."""

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator

from registration.documents.errors import BrokenQuotes, NotText

SEPARATORS = (";", ",", "\t")
GUARDED = re.compile("'+[=+@\t\r-]")
"""What our own export has made safe for a spreadsheet."""
_LOOKED_AT = 20
_FIELD_LIMIT = 1_000_000

# Of the two old Polish encodings, each has its letters where the other has signs that no name holds.
_ONLY_1250 = bytes((0xA5, 0x8C, 0x8F, 0xB9, 0x9C, 0x9F))  # Ą Ś Ź ą ś ź
_ONLY_ISO = bytes((0xA1, 0xA6, 0xAC, 0xB1, 0xB6, 0xBC))  # the same letters


def rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each record; a line end within quotes belongs to its cell. Raises NotText, BrokenQuotes."""
    text = decoded(content)
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [_without_guard(cell) for cell in cells]
    except csv.Error as problem:
        raise BrokenQuotes(row=number + 1) from problem


def decoded(content: bytes) -> str:
    """The text: UTF-8 or UTF-16 where it is that, else Windows-1250 or ISO-8859-2. Raises NotText."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _read(content, "utf-16")
    if b"\0" in content:
        raise NotText
    try:
        return content.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return _read(content, _old_encoding(content))


def _read(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise NotText from problem


def _old_encoding(content: bytes) -> str:
    """Which of the two by the letters that only it has there."""
    windows, iso = (sum(content.count(byte) for byte in letters) for letters in (_ONLY_1250, _ONLY_ISO))
    return "cp1250" if windows >= iso else "iso-8859-2"


def separator(text: str) -> str:
    """The sign that divides the first rows into most cells, the same number in each; ";" where nothing tells."""
    return max(SEPARATORS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, sign: str) -> tuple[int, int]:
    """(cells that every row has, cells of the headings), of the first rows in which something stands."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    widths: list[int] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) == _LOOKED_AT:
                break
    except csv.Error:
        return (0, 0)
    return (min(widths), widths[0]) if widths else (0, 0)


def _without_guard(cell: str) -> str:
    """Without the apostrophe by which our own export keeps a text from being taken for a formula."""
    return cell[1:] if GUARDED.match(cell) else cell
