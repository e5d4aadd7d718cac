"""Erasing a person: from the list, from all groups, and what the history knows of them."""

from datetime import datetime

from sqlalchemy import delete, orm

from registration.accounts.audit import Actor, forget_values, record
from registration.partners.models import Contact, ContactListEntry
from registration.partners.services.contacts.noting import KIND
from registration.partners.services.contacts.saving import locked


def erase_contact(
    db: orm.Session, contact_id: int, *, actor: Actor, now: datetime, edition: int | None = None
) -> None:
    """Erase the contact. Of its history there stays who did what and when, and nothing of the person.

    Raises NoSuchContact, ContactChanged.
    """
    known = locked(db, contact_id, edition)
    owner = known.owner_id
    remove(db, known)
    record(db, actor, "contact.erased", (KIND, contact_id), now=now, organisation_id=owner)


def remove(db: orm.Session, contact: Contact) -> None:
    """Take the row away with its places in lists, and the values out of its history."""
    forget_values(db, (KIND, contact.id))
    db.execute(delete(ContactListEntry).where(ContactListEntry.contact_id == contact.id))
    db.delete(contact)
    db.flush()
