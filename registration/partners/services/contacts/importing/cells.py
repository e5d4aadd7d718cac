"""A row of a file as a contact: what its cells say, and what is wrong in which. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from registration.core.errors import DomainError
from registration.core.names import full_name
from registration.core.text import search_key
from registration.documents.table import Row
from registration.partners.errors.contact_import import CellNoBasis, CellNoChannel, CellNoDay
from registration.partners.models import Basis, Channel
from registration.partners.services.contacts.importing.choices import Choices
from registration.partners.services.contacts.importing.meanings import Meaning
from registration.partners.services.contacts.tidying import ContactCommand, tidied

_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M", "%d.%m.%Y r.")
_CHANNELS = {
    Channel.EMAIL: "e mail|email|mail|e mailem|mailem|by e mail",
    Channel.PHONE: "telefon|tel|telefonicznie|phone|by phone",
    Channel.LETTER: "list|listownie|poczta|listem|letter|by letter|post",
}
_WAYS = {word: channel for channel, words in _CHANNELS.items() for word in words.split("|")}
_LETTER = re.compile(r"(?:\A|\blit |\b1 )([a-f])(?:\Z| rodo| gdpr)")


_TEXTS = ("post", "email", "phone", "note", "source")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, or with the row where no column holds it (`column` None)."""

    row: int
    column: int | None
    error: DomainError


@dataclass(frozen=True)
class Person:
    """A row without faults: the values of a contact's columns, and the names of those that the file itself gives."""

    row: int
    values: Mapping[str, Any]
    given: frozenset[str]


def read_row(row: Row, choices: Choices, today: date) -> tuple[dict[str, Any], frozenset[str], list[Problem]]:
    """(values but for the institution, names of what is given, what is wrong), from one row."""
    cells = {meaning: row.cells[at] for at, meaning in enumerate(choices.columns) if meaning}
    wrong: dict[str, DomainError] = {}
    told = {
        name: _tried(wrong, name, make, cells.get(Meaning(name), "").strip()) for name, make in _TYPED.items()
    }
    texts: dict[str, Any] = {
        name: cells.get(Meaning(name), "") for name in ("post", "email", "phone", "note", "source")
    }
    texts["name"] = cells.get(Meaning.NAME, "") or full_name(
        cells.get(Meaning.FIRST_NAME, ""), cells.get(Meaning.LAST_NAME, "")
    )
    texts["source"] = texts["source"] or choices.source
    told["basis"] = told["basis"] or choices.basis
    told["processed_since"] = told["processed_since"] or choices.processed_since
    values, refused = tidied(ContactCommand(institution="", **texts, **told), today)
    problems = [*wrong.values(), *(one for one in refused if one.field not in wrong)]
    given = frozenset(meaning.value for meaning, cell in cells.items() if cell.strip())
    return values, _names(given), [Problem(row.number, _column(choices, one.field), one) for one in problems]


def _names(given: frozenset[str]) -> frozenset[str]:
    """First and last name are one value of a contact."""
    parts = {"first_name", "last_name"}
    return (given - parts) | ({"name"} if given & parts else set())


def _column(choices: Choices, field: str | None) -> int | None:
    """The index of the column in which a field stands; the last name's for the name."""
    wanted = [field, "last_name"] if field == "name" else [field]
    return next((at for at, meaning in enumerate(choices.columns) if meaning in wanted and meaning), None)


def _tried(wrong: dict[str, DomainError], name: str, make: Callable[[str], Any], cell: str) -> Any:
    """What the cell says; None for an empty one and for one that is noted as wrong."""
    if not cell:
        return None
    try:
        return make(cell)
    except DomainError as problem:
        problem.field = name
        wrong[name] = problem
        return None


def _day(cell: str) -> date:
    for spelling in _DAYS:
        try:
            return datetime.strptime(cell, spelling).date()  # noqa: DTZ007 (a day alone)
        except ValueError:
            continue
    raise CellNoDay(typed=cell[:40])


def _channel(cell: str) -> Channel:
    found = _WAYS.get(search_key(cell))
    if found is None:
        raise CellNoChannel(typed=cell[:40])
    return found


def _basis(cell: str) -> Basis:
    """ "e", "lit. e", "art. 6 ust. 1 lit. e RODO", and our own words, which end in it."""
    found = _LETTER.search(search_key(cell))
    if found is None:
        raise CellNoBasis(typed=cell[:40])
    return Basis(found[1])


_TYPED: Mapping[str, Callable[[str], Any]] = {
    "channel": _channel,
    "held_since": _day,
    "held_until": _day,
    "basis": _basis,
    "processed_since": _day,
}
