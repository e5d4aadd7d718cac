"""What an event is, for whom, and how one signs up: creating and changing it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import orm, select
from sqlalchemy.orm.attributes import set_committed_value

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.core.text import slug
from registration.core.tokens import new_public_id
from registration.partners.models import Organisation, Project
from registration.trainings.errors import (
    BadSlug,
    CapacityBelowSeats,
    CapacityNotPositive,
    CapacityTooLarge,
    Missing,
    ProjectOfOthers,
    SlugFixed,
    SlugTaken,
    WindowBackwards,
    ZoneFixed,
)
from registration.trainings.models import Event, EventKind
from registration.trainings.services.changes import Editing, lock_for_editing, note, renew_keys, shown
from registration.trainings.services.texts import address, tidied
from registration.trainings.services.undoing.snapshots import taken
from registration.trainings.services.wall_clock import instant

RESERVED = frozenset({"past"})
"""Words that stand at the place of an event's address."""
SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
LIMITS = {
    "title": 200,
    "slug": 100,
    "purpose": 5000,
    "audience": 5000,
    "cost": 300,
    "accessibility": 5000,
    "contact_name": 300,
    "contact_email": 320,
    "contact_phone": 40,
}
MOST_PLACES = 100_000
PROSE = frozenset({"purpose", "audience", "accessibility"})


@dataclass(frozen=True)
class Basics:
    """The texts and figures of an event.

    `opens` and `closes` are wall-clock times (naive) of `zone`, None where sign-up is open at once, and until
    the start; an empty `slug` asks for a proposal; without `capacity` there is no limit. `project_id`: of the owner's
    projects, None for none.
    """

    kind: EventKind
    title: str
    slug: str
    purpose: str
    audience: str
    cost: str
    language: str
    zone: str
    capacity: int | None
    opens: datetime | None
    closes: datetime | None
    accessibility: str
    contact_name: str
    contact_email: str
    contact_phone: str
    project_id: int | None = None


def create_event(
    db: orm.Session, organisation: Organisation, basics: Basics, *, actor: Actor, now: datetime
) -> Event:
    """A new draft. Raises what `change_basics` raises of its values."""
    told = _cleaned(basics)
    event = Event(
        organisation=organisation, public_id=new_public_id(), slug="", created_at=now, updated_at=now
    )
    event.slug = free_slug(db, told.title, told.slug)
    _write(event, told)
    _join_project(db, organisation.id, told.project_id, event)
    renew_keys(event)
    db.add(event)
    db.flush()
    after = {name: value for name, value in facts(event).items() if value}
    audit.record(
        db,
        actor,
        "event.created",
        ("event", event.id),
        now=now,
        after=after,
        organisation_id=event.organisation_id,
    )
    return event


def change_basics(db: orm.Session, editing: Editing, basics: Basics) -> Event:
    """Change the event's texts and figures.

    Raises StaleForm, EventClosed, NoSuchEvent; by field: Missing, TooLong, BadSlug, SlugTaken, SlugFixed,
    ZoneFixed, CapacityNotPositive, CapacityBelowSeats, WindowBackwards, NonexistentTime, ProjectOfOthers.
    """
    event = lock_for_editing(db, editing)
    before, former = facts(event), taken(db, event)
    write(db, event, basics, event)
    note(db, event, editing.actor, "event.changed", (before, facts(event)), editing.now, former)
    return event


def write(db: orm.Session, event: Event, basics: Basics, into: Event) -> None:
    """Give `into` (the event itself, or a copy to look at) these texts and figures, when `event` may have them.

    Raises what `change_basics` raises of its values."""
    told = _cleaned(basics)
    _check_fixed(event, told)
    into.slug = free_slug(db, told.title, told.slug, event)
    _write(into, told)
    _join_project(db, event.organisation_id, told.project_id, into)


def proposed_slug(db: orm.Session, title: str, own: Event | None = None) -> str:
    """An address made of the title that no other event has: "zasady-partnerstw", "zasady-partnerstw-2"."""
    base = slug(title, fallback="wydarzenie")
    taken = set(db.scalars(select(Event.slug).where(Event.slug.startswith(base, autoescape=True))))
    taken = (taken | RESERVED) - ({own.slug} if own else set())
    names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def facts(event: Event) -> dict[str, Any]:
    """The values that an edit of the basics can change, ready for the audit trail."""
    names = ("title", "slug", "purpose", "audience", "cost", "language", "zone", "capacity", "accessibility")
    contact = ("contact_name", "contact_email", "contact_phone")
    return {
        "kind": event.kind.value,
        **{name: getattr(event, name) for name in (*names, *contact)},
        "project": event.project.title if event.project else "",
        "sign_up_opens_at": shown(event.sign_up_opens_at),
        "sign_up_closes_at": shown(event.sign_up_closes_at),
    }


def _cleaned(basics: Basics) -> Basics:
    """The texts as they are stored. Raises Missing, TooLong, BadAddress, CapacityNotPositive, CapacityTooLarge."""
    texts = tidied(basics, LIMITS, PROSE)
    if not texts["title"]:
        raise Missing
    if basics.capacity is not None and basics.capacity < 1:
        raise CapacityNotPositive
    if basics.capacity is not None and basics.capacity > MOST_PLACES:
        raise CapacityTooLarge
    return replace(basics, **{**texts, "contact_email": address(texts["contact_email"], "contact_email")})


def _check_fixed(event: Event, told: Basics) -> None:
    """What may not change any more, or not so far."""
    if event.published_at is not None and told.slug not in ("", event.slug):
        raise SlugFixed
    if event.starts_at is not None and told.zone != event.zone:
        raise ZoneFixed
    if told.capacity is not None and told.capacity < event.seats_taken:
        raise CapacityBelowSeats(num=event.seats_taken)


def free_slug(db: orm.Session, title: str, wanted: str, event: Event | None = None) -> str:
    """The wanted address when it can be had by `event` (None: by a new one); without a wish, the event's own, else
    a proposal. Raises BadSlug, SlugTaken."""
    if not wanted:
        return event.slug if event is not None and event.slug else proposed_slug(db, title)
    if SLUG.fullmatch(wanted) is None or wanted in RESERVED:
        raise BadSlug
    others = select(Event.id).where(Event.slug == wanted, Event.id != (event.id if event else None))
    if db.scalar(others if event else select(Event.id).where(Event.slug == wanted)) is not None:
        raise SlugTaken
    return wanted


def _join_project(db: orm.Session, organisation_id: int, project_id: int | None, into: Event) -> None:
    """Raises ProjectOfOthers for one that the organisation does not keep."""
    project = db.get(Project, project_id) if project_id is not None else None
    if project_id is not None and (project is None or project.organisation_id != organisation_id):
        raise ProjectOfOthers
    into.project_id = project_id
    set_committed_value(into, "project", project)


def _write(event: Event, told: Basics) -> None:
    """Everything but the slug. Raises NonexistentTime and WindowBackwards at their fields."""
    zone = told.zone
    opens = instant(told.opens, zone, event.sign_up_opens_at, "opens") if told.opens else None
    closes = instant(told.closes, zone, event.sign_up_closes_at, "closes") if told.closes else None
    if opens is not None and closes is not None and closes <= opens:
        raise WindowBackwards
    event.sign_up_opens_at, event.sign_up_closes_at = opens, closes
    for name in ("kind", "language", "zone", "capacity", *(LIMITS.keys() - {"slug"})):
        setattr(event, name, getattr(told, name))
