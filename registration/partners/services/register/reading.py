"""The file of the TERC register, as Statistics Poland publishes it, into units. Pure: bytes in, values out."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from registration.core.text import clean
from registration.partners import teryt
from registration.partners.errors.organisation import TerytMalformed, TerytOfPart
from registration.partners.models import CITIES, OrganisationKind
from registration.partners.services.register import errors

COLUMNS = ["WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA"]
MEGABYTES = 8
VOIVODESHIPS = 16
_LONGEST_NAME = 180
"""With "Województwo " before it, a name still fits."""
_ENCODINGS = ("utf-8-sig", "cp1250")
_CODES = {"WOJ": 2, "POW": 2, "GMI": 2}
_COMMUNE, _COUNTY = 7, 4


@dataclass(frozen=True)
class Unit:
    """A local government as the register writes it; a city with county rights once, by its commune's code."""

    code: str
    kind: OrganisationKind
    name: str
    line: int


@dataclass(frozen=True)
class Register:
    """The whole register. `rows` counts the local governments' lines, of which cities with county rights have two."""

    day: date
    units: Mapping[str, Unit]
    rows: int
    lines: int


@dataclass(frozen=True)
class _Row:
    code: str
    name: str
    day: str
    line: int


def read(content: bytes) -> Register:
    """The register. Raises WrongRegister by its kind."""
    if len(content) > MEGABYTES * 1024 * 1024:
        raise errors.TooLarge(limit=MEGABYTES)
    rows = list(_rows(_text(content)))
    if not rows:
        raise errors.NotWhole(line=1, found=0, wanted=VOIVODESHIPS)
    day = _day(rows)
    governing = [row for row in rows if row.code[_COMMUNE - 1 :] not in teryt.OF_PARTS]
    units = _units(governing)
    _refuse_gaps(governing, units)
    return Register(day, units, len(governing), rows[-1].line)


def _text(content: bytes) -> str:
    """UTF-8 with or without its mark, else Windows-1250. Text has no NUL."""
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise errors.NotText(line=content.partition(b"\x00")[0].count(b"\n") + 1)


def _rows(text: str) -> Iterator[_Row]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    try:
        head = [cell.strip() for cell in next(lines, [])]
        if head != COLUMNS:
            raise errors.WrongColumns(wanted=";".join(COLUMNS), found=";".join(head)[:100] or "–")
        for cells in lines:
            if any(cell.strip() for cell in cells):
                yield _row(cells, lines.line_num)
    except csv.Error as problem:
        raise errors.NotText(line=lines.line_num) from problem


def _row(cells: list[str], line: int) -> _Row:
    if len(cells) != len(COLUMNS):
        at = COLUMNS[min(len(cells), len(COLUMNS)) - 1]
        raise errors.WrongNumberOfCells(line=line, column=at, found=len(cells), wanted=len(COLUMNS))
    told = {name: cell.strip() for name, cell in zip(COLUMNS, cells, strict=True)}
    name = clean(told["NAZWA"])
    if not 0 < len(name) <= _LONGEST_NAME:
        raise errors.NoName(line=line, limit=_LONGEST_NAME)
    return _Row(_code(told, line), name, told["STAN_NA"], line)


def _code(told: Mapping[str, str], line: int) -> str:
    """The parts joined; which of them stand there says what the line is about."""
    for column, digits in _CODES.items():
        value = told[column]
        if (value or column == "WOJ") and not (value.isascii() and value.isdigit() and len(value) == digits):
            raise errors.WrongCode(line=line, column=column, value=value[:20], digits=digits)
    if told["GMI"] and not told["POW"]:
        raise errors.WrongCode(line=line, column="POW", value="", digits=_CODES["POW"])
    known = {*teryt.OF_COMMUNES, *teryt.OF_PARTS} if told["GMI"] else {""}
    if told["RODZ"] not in known:
        raise errors.WrongKind(line=line, value=told["RODZ"][:20])
    return "".join(told[column] for column in COLUMNS[:4])


def _day(rows: list[_Row]) -> date:
    try:
        found = date.fromisoformat(rows[0].day)
    except ValueError as problem:
        raise errors.WrongDay(line=rows[0].line, value=rows[0].day[:20]) from problem
    other = next((row for row in rows if row.day != rows[0].day), None)
    if other is not None:
        raise errors.WrongDay(line=other.line, value=other.day[:20])
    return found


def _units(rows: list[_Row]) -> dict[str, Unit]:
    """By code. A city's line as a county only says that it is one."""
    first: dict[str, int] = {}
    found: dict[str, Unit] = {}
    for row in rows:
        key = teryt.unit_key(row.code)
        if key in first:
            raise errors.Twice(line=row.line, code=row.code, first=first[key])
        first[key] = row.line
        kind = _kind(row)
        if kind not in CITIES or len(row.code) == _COMMUNE:
            found[row.code] = Unit(row.code, kind, row.name, row.line)
    return found


def _kind(row: _Row) -> OrganisationKind:
    try:
        return teryt.kind_of(row.code)
    except (TerytMalformed, TerytOfPart) as problem:
        raise errors.WrongCode(line=row.line, column="WOJ", value=row.code, digits=len(row.code)) from problem


def _refuse_gaps(rows: list[_Row], units: Mapping[str, Unit]) -> None:
    """Every unit lies in one that is there, and every county has communes; else part of the file is missing."""
    codes = {row.code for row in rows}
    having = {row.code[:_COUNTY] for row in rows if len(row.code) == _COMMUNE}
    for row in rows:
        above = row.code[:2] if len(row.code) <= _COUNTY else row.code[:_COUNTY]
        if above not in codes or (len(row.code) == _COUNTY and row.code not in having):
            raise errors.Alone(line=row.line, name=row.name, code=row.code)
    voivodeships = sum(one.kind is OrganisationKind.VOIVODESHIP for one in units.values())
    if voivodeships != VOIVODESHIPS:
        raise errors.NotWhole(line=rows[-1].line, found=voivodeships, wanted=VOIVODESHIPS)
