"""Two contacts that are one person: the chosen values stay, lists follow, the double goes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm, select

from registration.accounts.audit import Actor, changes, record
from registration.partners.errors.contact import HeldBackwards, NoSuchContact, NoWayToReach
from registration.partners.models import Channel, Contact, ContactListEntry, ToldApart
from registration.partners.services.contacts.erasing import remove
from registration.partners.services.contacts.noting import KIND, facts, note
from registration.partners.services.contacts.saving import locked
from registration.partners.services.contacts.tidying import compared

VALUES = (
    "institution",
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
)


@dataclass(frozen=True)
class MergeCommand:
    """Which two, as the page showed them, and the names of the values (VALUES) that are taken from the double."""

    kept_id: int
    double_id: int
    taken: Collection[str]
    editions: tuple[int, int] | None = None


def merge_contacts(db: orm.Session, command: MergeCommand, *, actor: Actor, now: datetime) -> None:
    """Merge the double into the kept one.

    Raises NoSuchContact where one is gone or they are of two owners, ContactChanged, HeldBackwards, NoWayToReach.
    """
    editions = command.editions or (None, None)
    if command.kept_id == command.double_id:
        raise NoSuchContact
    kept = locked(db, command.kept_id, editions[0])
    double = locked(db, command.double_id, editions[1])
    if kept.owner_id != double.owner_id:
        raise NoSuchContact
    before, called = facts(kept), double.called
    _take(kept, double, command.taken)
    _move_entries(db, kept.id, double.id)
    remove(db, double)
    kept.edition += 1
    kept.updated_at = now
    db.flush()
    was, became = changes(before, facts(kept))
    sides = was | {"contact_double": called}, became | {"contact_double": ""}
    note(db, kept, actor, "contact.merged", sides, now)


def _take(kept: Contact, double: Contact, taken: Collection[str]) -> None:
    for name in VALUES:
        if name == "institution" and name in taken:
            kept.organisation, kept.unlinked = double.organisation, double.unlinked
        elif name in taken:
            setattr(kept, name, getattr(double, name))
    if kept.held_since and kept.held_until and kept.held_until < kept.held_since:
        raise HeldBackwards
    if (kept.channel is Channel.EMAIL and not kept.email) or (
        kept.channel is Channel.PHONE and not kept.phone
    ):
        raise NoWayToReach(field="channel")
    values = {name: getattr(kept, name) for name in ("name", "post", "email", "phone")}
    for name, value in compared(values).items():
        setattr(kept, name, value)


def _move_entries(db: orm.Session, kept_id: int, double_id: int) -> None:
    """The double's places in lists become the kept one's; where both are in a list now, since the earlier day."""
    held = select(ContactListEntry).where(ContactListEntry.contact_id.in_((kept_id, double_id)))
    entries = list(db.scalars(held.order_by(ContactListEntry.id)))
    present = {one.list_id: one for one in entries if one.contact_id == kept_id and one.until is None}
    for entry in entries:
        if entry.contact_id == kept_id:
            continue
        twin = present.get(entry.list_id) if entry.until is None else None
        if twin is None:
            entry.contact_id = kept_id
        else:
            twin.since = min(twin.since, entry.since)
            db.delete(entry)
    db.flush()


def tell_apart(db: orm.Session, one_id: int, other_id: int, *, actor: Actor, now: datetime) -> None:
    """Two contacts are two people: they are not shown as doubles any more. A second time nothing happens.

    Raises NoSuchContact where one is gone or they are of two owners.
    """
    first, second = locked(db, min(one_id, other_id)), locked(db, max(one_id, other_id))
    if first.owner_id != second.owner_id or first is second:
        raise NoSuchContact
    if db.get(ToldApart, (first.id, second.id)) is None:
        db.add(ToldApart(contact_id=first.id, other_id=second.id))
        db.flush()
        for one in (first, second):
            record(db, actor, "contact.told_apart", (KIND, one.id), now=now, organisation_id=one.owner_id)
