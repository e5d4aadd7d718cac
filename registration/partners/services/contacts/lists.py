"""Lists of contacts: made, renamed, filled, deleted. Who is taken out stays for the days before."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, orm, select, update
from sqlalchemy.exc import IntegrityError

from registration.accounts.audit import Actor, Noted, record, record_all
from registration.core.text import clean, sort_key
from registration.partners.errors.contact import (
    ContactTextTooLong,
    ListChanged,
    ListNameMissing,
    ListNameTaken,
    NobodyChosen,
    NoSuchList,
)
from registration.partners.models import Contact, ContactList, ContactListEntry
from registration.partners.services.contacts.noting import KIND

LIST = "contact_list"
NAME_LIMIT = 100


def make_list(db: orm.Session, owner_id: int, name: str, *, actor: Actor, now: datetime) -> ContactList:
    """A new, empty list. Raises ListNameMissing, ContactTextTooLong, ListNameTaken."""
    made = ContactList(owner_id=owner_id, created_at=now)
    _name(made, name)
    db.add(made)
    _flush(db)
    _note(db, made, actor, "made", now, after={"contact_list_name": made.name})
    return made


def rename_list(
    db: orm.Session, list_id: int, name: str, *, actor: Actor, now: datetime, edition: int | None = None
) -> None:
    """Another name. Raises NoSuchList, ListChanged, and what `make_list` raises."""
    known = locked_list(db, list_id, edition)
    before = known.name
    _name(known, name)
    if known.name == before:
        return
    known.edition += 1
    _flush(db)
    sides = {"contact_list_name": before}, {"contact_list_name": known.name}
    _note(db, known, actor, "renamed", now, *sides)


def delete_list(
    db: orm.Session, list_id: int, *, actor: Actor, now: datetime, edition: int | None = None
) -> None:
    """The list goes; its contacts stay. Raises NoSuchList, ListChanged."""
    known = locked_list(db, list_id, edition)
    _note(db, known, actor, "deleted", now, {"contact_list_name": known.name})
    db.execute(delete(ContactListEntry).where(ContactListEntry.list_id == list_id))
    db.delete(known)
    db.flush()


def join_list(
    db: orm.Session, list_id: int, contact_ids: Collection[int], *, actor: Actor, now: datetime, today: date
) -> int:
    """Put contacts of the list's owner into it; gives how many were not in it. Raises NoSuchList, NobodyChosen."""
    known = locked_list(db, list_id)
    there = set(db.scalars(_present(list_id)))
    new = [one for one in _own(db, known, contact_ids) if one not in there]
    if new:
        db.execute(
            insert(ContactListEntry),
            [{"list_id": list_id, "contact_id": one, "since": today, "until": None} for one in new],
        )
        _note_many(db, known, actor, ("joined", "contact.listed"), new, now)
    return len(new)


def leave_list(
    db: orm.Session, list_id: int, contact_ids: Collection[int], *, actor: Actor, now: datetime, today: date
) -> int:
    """Take contacts out of a list from today on; gives how many were in it. Raises NoSuchList, NobodyChosen."""
    known = locked_list(db, list_id)
    there = set(db.scalars(_present(list_id)))
    gone = [one for one in _own(db, known, contact_ids) if one in there]
    present = ContactListEntry.list_id == list_id, ContactListEntry.until.is_(None)
    for part in _parts(gone):
        db.execute(
            update(ContactListEntry)
            .where(*present, ContactListEntry.contact_id.in_(part))
            .values(until=today)
        )
    if gone:
        _note_many(db, known, actor, ("left", "contact.unlisted"), gone, now)
    return len(gone)


def locked_list(db: orm.Session, list_id: int, edition: int | None = None) -> ContactList:
    """The list as it is now. Raises NoSuchList, ListChanged."""
    known = db.get(ContactList, list_id, with_for_update=True, populate_existing=True)
    if known is None:
        raise NoSuchList
    if edition not in (None, known.edition):
        raise ListChanged
    return known


def _name(known: ContactList, raw: str) -> None:
    name = clean(raw)
    if not name:
        raise ListNameMissing
    if len(name) > NAME_LIMIT:
        raise ContactTextTooLong(field="name", limit=NAME_LIMIT)
    known.name, known.name_key, known.sort_key = name, name.casefold(), sort_key(name)


def _flush(db: orm.Session) -> None:
    """The database refuses a second list of one name, made at the same moment."""
    try:
        db.flush()
    except IntegrityError as problem:
        if "name_key" in str(problem.orig):
            raise ListNameTaken from problem
        raise


def _present(list_id: int) -> Any:
    return select(ContactListEntry.contact_id).where(
        ContactListEntry.list_id == list_id, ContactListEntry.until.is_(None)
    )


def _own(db: orm.Session, known: ContactList, contact_ids: Collection[int]) -> list[int]:
    """Those of the list's owner, in the order of their numbers. Raises NobodyChosen where there is none."""
    found: list[int] = []
    for part in _parts(sorted(set(contact_ids))):
        own = select(Contact.id).where(Contact.owner_id == known.owner_id, Contact.id.in_(part))
        found += db.scalars(own.order_by(Contact.id))
    if not found:
        raise NobodyChosen
    return found


def _parts(numbers: list[int], size: int = 500) -> list[list[int]]:
    """Databases take only so many values in a statement."""
    return [numbers[at : at + size] for at in range(0, len(numbers), size)]


def _note(
    db: orm.Session,
    known: ContactList,
    actor: Actor,
    verb: str,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    told = {"before": before, "after": after}
    record(db, actor, f"{LIST}.{verb}", (LIST, known.id), now=now, organisation_id=known.owner_id, **told)


def _note_many(
    db: orm.Session, known: ContactList, actor: Actor, words: tuple[str, str], whom: list[int], now: datetime
) -> None:
    """One line of the list, with a number, and one of each contact."""
    verb, action = words
    _note(db, known, actor, verb, now, after={"contacts": len(whom)})
    after = {"contact_list": known.name}
    lines: list[Noted] = [(action, (KIND, one), ({}, after)) for one in whom]
    record_all(db, actor, lines, now=now, organisation_id=known.owner_id)
