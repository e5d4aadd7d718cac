"""Where an event is: one of the organisation's venues with its access facts, and a link."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import orm, select

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.core.text import clean
from registration.trainings.errors import BadLink, Missing, NoSuchVenue, PlaceMissing, StaleForm
from registration.trainings.models import Event, Venue, Visibility
from registration.trainings.services.changes import Editing, lock, lock_for_editing, note
from registration.trainings.services.texts import tidied
from registration.trainings.services.undoing.snapshots import taken

LIMITS = {
    "name": 200,
    "street": 300,
    "postcode": 12,
    "town": 300,
    "access_notes": 5000,
    "access_contact": 300,
}
LINK_LIMIT = 2000


@dataclass(frozen=True)
class VenueFacts:
    """A venue as typed. Access facts are None where nobody knows."""

    name: str
    street: str
    postcode: str
    town: str
    step_free: bool | None
    hearing_loop: bool | None
    accessible_toilet: bool | None
    disabled_parking: bool | None
    access_notes: str
    access_contact: str


def choose_place(db: orm.Session, editing: Editing, venue_id: int | None, online_url: str) -> Event:
    """Set the venue (None: no place) and the link ("": not online).

    Raises StaleForm, EventClosed, NoSuchVenue for a venue of another organisation, BadLink, PlaceMissing for
    a published event that would have neither.
    """
    event, link = lock_for_editing(db, editing), clean(online_url)
    if link and (not link.lower().startswith(("https://", "http://")) or len(link) > LINK_LIMIT):
        raise BadLink
    if event.visibility is Visibility.PUBLISHED and venue_id is None and not link:
        raise PlaceMissing
    before, former = facts(event), taken(db, event)
    event.venue = None if venue_id is None else _own_venue(db, venue_id, event.organisation_id)
    event.online_url = link
    db.flush()
    note(db, event, editing.actor, "event.place", (before, facts(event)), editing.now, former)
    return event


def facts(event: Event) -> dict[str, Any]:
    """The values that a choice of place can change, ready for the audit trail."""
    return {"venue": event.venue.full_name if event.venue else None, "online_url": event.online_url}


def add_venue(
    db: orm.Session, organisation_id: int, given: VenueFacts, *, actor: Actor, now: datetime
) -> Venue:
    """A new venue of an organisation. Raises Missing and TooLong at the field."""
    venue = Venue(organisation_id=organisation_id, **asdict(_cleaned(given)))
    db.add(venue)
    db.flush()
    _record(db, venue, actor, "venue.created", ({}, venue_facts(venue)), now)
    return venue


def change_venue(
    db: orm.Session, venue_id: int, given: VenueFacts, *, actor: Actor, now: datetime, seen: str | None = None
) -> Venue:
    """Change a venue, and with it every event that is there: whoever has it in a calendar is told.

    `seen` is the fingerprint of the venue that the form was filled with (None: whatever it is). Raises
    NoSuchVenue, StaleForm; Missing and TooLong at the field.
    """
    venue = db.get(Venue, venue_id, with_for_update=True, populate_existing=True)
    if venue is None:
        raise NoSuchVenue
    if seen not in (None, fingerprint(venue)):
        raise StaleForm
    told, before = _cleaned(given), venue_facts(venue)
    for name, value in asdict(told).items():
        setattr(venue, name, value)
    sides = audit.changes(before, venue_facts(venue))
    if sides[1]:
        db.flush()
        _record(db, venue, actor, "venue.changed", sides, now)
        _tell_events(db, venue, sides, actor, now)
    return venue


def venue_facts(venue: Venue) -> dict[str, Any]:
    """A venue's values, ready for the audit trail."""
    values = {name: getattr(venue, name) for name in VenueFacts.__dataclass_fields__}
    return {"venue_name": values.pop("name"), **values}


def fingerprint(venue: Venue) -> str:
    """Stands in a form that corrects the venue; another one means that somebody has changed it since."""
    values = json.dumps(venue_facts(venue), sort_keys=True)
    return hashlib.sha256(values.encode()).hexdigest()[:20]


def events_at(db: orm.Session, venue_id: int) -> list[int]:
    """Ids of the events at the venue."""
    return list(db.scalars(select(Event.id).where(Event.venue_id == venue_id).order_by(Event.id)))


def _tell_events(
    db: orm.Session, venue: Venue, sides: tuple[dict[str, Any], dict[str, Any]], actor: Actor, now: datetime
) -> None:
    for event_id in events_at(db, venue.id):
        event = lock(db, event_id)
        if event.visibility is not Visibility.ARCHIVED:
            note(db, event, actor, "event.venue", sides, now)


def _record(
    db: orm.Session,
    venue: Venue,
    actor: Actor,
    action: str,
    sides: tuple[dict[str, Any], dict[str, Any]],
    now: datetime,
) -> None:
    before, after = sides
    audit.record(
        db,
        actor,
        action,
        ("venue", venue.id),
        now=now,
        before=before,
        after=after,
        organisation_id=venue.organisation_id,
    )


def _own_venue(db: orm.Session, venue_id: int, organisation_id: int) -> Venue:
    venue = db.get(Venue, venue_id)
    if venue is None or venue.organisation_id != organisation_id:
        raise NoSuchVenue
    return venue


def _cleaned(given: VenueFacts) -> VenueFacts:
    texts = tidied(given, LIMITS, {"access_notes"})
    if not texts["name"]:
        raise Missing(field="name")
    return replace(given, **texts)
