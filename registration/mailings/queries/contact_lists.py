"""The organisation's lists of contacts, and whom of them an invitation may go to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, orm, select

from registration.mailings.models import Basis
from registration.partners.models import Basis as ContactBasis
from registration.partners.models import Channel, Contact, ContactList, ContactListEntry
from registration.partners.queries.contact import on_day

GROUNDS = {
    ContactBasis.CONSENT: Basis.CONSENT,
    ContactBasis.PUBLIC_TASK: Basis.PUBLIC_TASK,
    ContactBasis.LEGITIMATE_INTEREST: Basis.LEGITIMATE_INTEREST,
}
"""Data that are processed on another ground are not for invitations."""


@dataclass(frozen=True)
class OfferedList:
    """A list: how many stand in it, and how many of them may be written to."""

    id: int
    name: str
    contacts: int
    reachable: int

    @property
    def left_out(self) -> int:
        """Who has left the post, wants no e-mail, has no address, or whose data are not for invitations."""
        return self.contacts - self.reachable


@dataclass(frozen=True)
class Listed:
    """A contact to be invited."""

    email: str
    name: str
    basis: Basis
    source: str


def offered_lists(db: orm.Session, organisation_id: int, day: date) -> Sequence[OfferedList]:
    """The organisation's lists in which somebody stands on the day, by name."""
    reachable = func.count(Contact.id).filter(*_reachable(day))
    wanted = (
        select(ContactList.id, ContactList.name, func.count(Contact.id), reachable)
        .join(ContactListEntry, ContactListEntry.list_id == ContactList.id)
        .join(Contact, Contact.id == ContactListEntry.contact_id)
        .where(ContactList.owner_id == organisation_id, *_stands(day))
        .group_by(ContactList.id, ContactList.name, ContactList.sort_key)
        .order_by(ContactList.sort_key)
    )
    return [OfferedList(*row) for row in db.execute(wanted)]


def listed_contacts(
    db: orm.Session, organisation_id: int, list_ids: Collection[int], day: date
) -> Sequence[Listed]:
    """Those of the organisation's lists who may be written to, each once, by the last name."""
    inside = select(ContactListEntry.contact_id).where(ContactListEntry.list_id.in_(list_ids), *_stands(day))
    wanted = (
        select(Contact.email, Contact.name, Contact.basis, Contact.source)
        .where(Contact.owner_id == organisation_id, Contact.id.in_(inside), *_reachable(day))
        .order_by(Contact.sort_key, Contact.id)
    )
    return [Listed(row.email, row.name, GROUNDS[row.basis], row.source) for row in db.execute(wanted)]


def _stands(day: date) -> tuple[ColumnElement[bool], ...]:
    out = ContactListEntry.until.is_(None) | (ContactListEntry.until > day)
    return ContactListEntry.since <= day, out


def _reachable(day: date) -> tuple[ColumnElement[bool], ...]:
    wants = Contact.channel == Channel.EMAIL
    return on_day(day), wants, Contact.email != "", Contact.basis.in_(list(GROUNDS))
