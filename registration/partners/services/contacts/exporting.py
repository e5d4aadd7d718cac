"""Contacts as a table, with the headings that an import understands again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.catalogue import speak
from registration.documents.writing import Cell
from registration.partners.models import Contact
from registration.partners.services.contacts.noting import institution_of
from registration.partners.words.contact import BASES, CHANNELS, NAMES

EXPORT = "contact_export"
COLUMNS = (
    "name",
    "post",
    "institution",
    "email",
    "phone",
    "channel",
    "held_since",
    "held_until",
    "basis",
    "processed_since",
    "source",
    "note",
)


def headings(language: str) -> list[str]:
    """The names of the columns."""
    return [speak(NAMES[f"contact_{name}"], language) for name in COLUMNS]


def rows(found: Iterable[Contact], language: str) -> list[Sequence[Cell]]:
    """A row for each contact, which are loaded with their institutions."""
    return [[_cell(one, name, language) for name in COLUMNS] for one in found]


def _cell(contact: Contact, name: str, language: str) -> Cell:
    """A value as a person reads it; days stay days."""
    if name == "institution":
        return institution_of(contact, language)
    value: Cell = getattr(contact, name)
    words = {"channel": CHANNELS.get(contact.channel), "basis": BASES.get(contact.basis)}.get(name)
    return speak(words, language) if words else value


def note_export(
    db: orm.Session, numbers: Mapping[int, int], kind: str, *, actor: Actor, now: datetime, day: date
) -> None:
    """Who took how many contacts of which owner out of the program, as what kind of file."""
    for owner_id, number in numbers.items():
        after = {"contacts": number, "contact_file": f"kontakty-{day}.{kind}"}
        thing = (EXPORT, owner_id)
        record(db, actor, "contacts.exported", thing, now=now, after=after, organisation_id=owner_id)
