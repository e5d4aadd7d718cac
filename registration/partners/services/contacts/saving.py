"""Adding and changing contacts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor, changes
from registration.core.catalogue import LANGUAGES
from registration.partners.errors.contact import ContactChanged, InstitutionMissing, NoSuchContact
from registration.partners.models import Contact
from registration.partners.services.contacts.noting import facts, institution_of, note
from registration.partners.services.contacts.tidying import ContactCommand, tidied
from registration.partners.services.organisations.finding import Meant, unit_meant


def add_contact(
    db: orm.Session, owner_id: int, command: ContactCommand, *, actor: Actor, now: datetime, today: date
) -> Contact:
    """A new contact of the owner.

    Raises InstitutionMissing, UnitUnknown, UnitUnclear and the first of what `tidying` refuses.
    """
    made = Contact(owner_id=owner_id, unlinked="", created_at=now, updated_at=now)
    _fill(db, made, command, today)
    db.add(made)
    db.flush()
    note(db, made, actor, "contact.added", ({}, facts(made)), now)
    return made


def change_contact(
    db: orm.Session,
    contact_id: int,
    command: ContactCommand,
    *,
    actor: Actor,
    now: datetime,
    today: date,
    edition: int | None = None,
) -> None:
    """Change a contact; `edition` is the one that the form was filled with (None: whatever it is).

    Raises NoSuchContact, ContactChanged, and what `add_contact` raises.
    """
    known = locked(db, contact_id, edition)
    before = facts(known)
    _fill(db, known, command, today)
    finish(db, known, before, "contact.changed", actor, now)


def finish(
    db: orm.Session, known: Contact, before: dict[str, Any], action: str, actor: Actor, now: datetime
) -> None:
    """Write and note what differs; where nothing does, nothing happens."""
    sides = changes(before, facts(known))
    if sides[1]:
        known.edition += 1
        known.updated_at = now
        db.flush()
        note(db, known, actor, action, sides, now)


def locked(db: orm.Session, contact_id: int, edition: int | None = None) -> Contact:
    """The contact as it is now. Raises NoSuchContact, ContactChanged."""
    known = db.get(Contact, contact_id, with_for_update=True, populate_existing=True)
    if known is None:
        raise NoSuchContact
    if edition not in (None, known.edition):
        raise ContactChanged
    return known


def _fill(db: orm.Session, contact: Contact, command: ContactCommand, today: date) -> None:
    """All that the form says. A contact that is not linked keeps its institution's words until it is."""
    values, problems = tidied(command, today)
    if problems:
        raise problems[0]
    _link(db, contact, command)
    for name, value in values.items():
        setattr(contact, name, value)


def _link(db: orm.Session, contact: Contact, command: ContactCommand) -> None:
    """The institution that was chosen or typed; the one that stands there already may have ended."""
    typed, chosen = command.institution.strip(), command.organisation_id
    if not typed and chosen is None:
        raise InstitutionMissing
    if chosen is not None and chosen == contact.organisation_id:
        return
    with db.no_autoflush:
        if chosen is None and typed in {institution_of(contact, language) for language in LANGUAGES}:
            return
        contact.organisation = unit_meant(db, Meant(typed, chosen), "institution")
    contact.unlinked = ""
