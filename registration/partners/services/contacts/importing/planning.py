"""What an import would do: whom it adds, whom it brings up to date, who is there twice, what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import orm, select

from registration.core.errors import DomainError
from registration.core.text import clean
from registration.documents.reading import read_table
from registration.documents.table import Row, Table
from registration.partners.errors.contact import HeldBackwards
from registration.partners.models import Contact
from registration.partners.services.contacts.importing.cells import Person, Problem, read_row
from registration.partners.services.contacts.importing.choices import Choices
from registration.partners.services.contacts.importing.institutions import Institutions
from registration.partners.services.contacts.importing.matching import Everybody, Known, known
from registration.partners.services.contacts.importing.meanings import Meaning
from registration.partners.services.contacts.tidying import compared

Beat = Callable[[int, int], None]
"""Told from time to time: (rows done, rows in all)."""
BEAT_EVERY = 500
COMPARED = ("email_key", "search_key", "sort_key")
COLUMNS = (
    "organisation_id",
    "unlinked",
    "post",
    "name",
    "email",
    "phone",
    "channel",
    "held_since",
    "held_until",
    "basis",
    "processed_since",
    "source",
    "note",
    *COMPARED,
)


@dataclass(frozen=True)
class Prepared:
    """The file read, in plain values: nothing of the database but the institutions' numbers."""

    table: Table
    people: Sequence[Person]
    problems: Sequence[Problem]


@dataclass(frozen=True)
class Change:
    """Somebody known, and the values that the file says otherwise."""

    person: Person
    known: Known
    after: dict[str, Any]

    @property
    def before(self) -> dict[str, Any]:
        """The present values of what differs."""
        return {name: self.known.values[name] for name in self.after}


@dataclass
class Plan:
    """What would be done."""

    added: list[Person] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: list[Known] = field(default_factory=list)
    repeated: list[tuple[Person, int]] = field(default_factory=list)
    """Rows that an earlier row, whose number stands beside them, says already."""
    problems: list[Problem] = field(default_factory=list)
    """Of the file itself, and of rows that contradict what is known of somebody."""

    @property
    def here(self) -> list[int]:
        """The numbers of those who were known before."""
        kept = [*self.same, *(change.known for change in self.changed)]
        return sorted({one.id for one in kept if one.id is not None})


def prepare(
    content: bytes, choices: Choices, institutions: Institutions, today: date, beat: Beat
) -> Prepared:
    """Read the file: slow, and asks nothing of the database. Raises UnreadableTable."""
    table = read_table(content)
    people: list[Person] = []
    problems: list[Problem] = []
    for done, row in enumerate(table.rows):
        if done % BEAT_EVERY == 0:
            beat(done, len(table.rows))
        _read(row, choices, institutions, today, people, problems)
    beat(len(table.rows), len(table.rows))
    return Prepared(table, people, problems)


def _read(
    row: Row,
    choices: Choices,
    institutions: Institutions,
    today: date,
    people: list[Person],
    problems: list[Problem],
) -> None:
    values, given, wrong = read_row(row, choices, today)
    at = choices.columns.index(Meaning.INSTITUTION)
    typed = clean(row.cells[at])[:300]
    values |= {"organisation_id": None, "unlinked": ""}
    try:
        values["organisation_id"] = institutions.find(typed)
    except DomainError as problem:
        if typed and choices.unlinked:
            values["unlinked"] = typed
        else:
            wrong.append(Problem(row.number, at, problem))
    if wrong:
        problems += wrong
    else:
        people.append(Person(row.number, values, given))


def everybody(db: orm.Session, owner_id: int, today: date) -> Everybody:
    """The owner's contacts as they are now."""
    columns = [getattr(Contact, name) for name in COLUMNS]
    found = db.execute(select(Contact.id, *columns).where(Contact.owner_id == owner_id).order_by(Contact.id))
    return Everybody.of(_known(row._mapping, today) for row in found)


def _known(row: Any, today: date) -> Known:
    former = row["held_until"] is not None and row["held_until"] < today
    return known(dict(row), id=row["id"], is_former=former)


def plan(prepared: Prepared, present: Everybody) -> Plan:
    """Sort the file's people out. What it brings is known to the rows that come after."""
    made = Plan(problems=list(prepared.problems))
    for person in prepared.people:
        here = present.recognise(known(person.values))
        if here is None:
            made.added.append(person)
            present.add(known(person.values, row=person.row))
        elif here.row is not None:
            made.repeated.append((person, here.row))
        else:
            _compare(made, person, here)
    return made


def _compare(made: Plan, person: Person, here: Known) -> None:
    after = _differing(person, here)
    since, until = (after.get(name, here.values[name]) for name in ("held_since", "held_until"))
    if since and until and until < since:
        made.problems.append(Problem(person.row, None, HeldBackwards()))
    elif after:
        made.changed.append(Change(person, here, after))
    else:
        made.same.append(here)


def _differing(person: Person, here: Known) -> dict[str, Any]:
    """What the file itself says otherwise; an empty cell erases nothing, and a link is not undone by words."""
    names = sorted(person.given - {Meaning.INSTITUTION.value})
    if person.values["organisation_id"] is not None:
        names += ["organisation_id", "unlinked"]
    after = {name: person.values[name] for name in names if here.values[name] != person.values[name]}
    if not after:
        return {}
    whole = {**here.values, **after}
    return after | {name: value for name, value in compared(whole).items() if here.values[name] != value}


def refused_rows(prepared: Prepared, made: Plan) -> list[Row]:
    """The rows in which something is wrong, as they stand in the file."""
    wrong = {problem.row for problem in made.problems}
    return [row for row in prepared.table.rows if row.number in wrong]
