"""What every change of an event has in common: the lock, the counters, the audit line, the hooks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import orm, select

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.core.database import Json
from registration.core.text import search_key, sort_key
from registration.trainings.errors import EventClosed, NoSuchEvent, StaleForm
from registration.trainings.hooks import tell_programme_changed
from registration.trainings.models import Event, Visibility
from registration.trainings.services.undoing.snapshots import keep

CLOSED = (Visibility.CANCELLED, Visibility.ARCHIVED)


@dataclass(frozen=True)
class Editing:
    """Who edits which event, from a form of which edition, and when (aware)."""

    event_id: int
    edition: int
    actor: Actor
    now: datetime


def lock(db: orm.Session, event_id: int) -> Event:
    """The event as it is now, held against other writers until the commit. Raises NoSuchEvent."""
    wanted = select(Event).where(Event.id == event_id).with_for_update(of=Event)
    event = db.scalar(wanted.execution_options(populate_existing=True))
    if event is None:
        raise NoSuchEvent
    return event


def lock_for_editing(db: orm.Session, editing: Editing) -> Event:
    """The event, when it may still be edited and the form is not stale. Raises NoSuchEvent, EventClosed,
    StaleForm."""
    event = lock(db, editing.event_id)
    if event.visibility in CLOSED:
        raise EventClosed
    if event.edition != editing.edition:
        raise StaleForm
    return event


def note(
    db: orm.Session,
    event: Event,
    actor: Actor,
    action: str,
    sides: tuple[Mapping[str, Any], Mapping[str, Any]],
    now: datetime,
    former: Json | None = None,
) -> bool:
    """Finish a change: raise the counters, renew the search keys, write the audit line, tell the hooks.

    `sides` are the values before and after; when nothing differs nothing is done and the answer is False.
    `former` is the event as it was (registration.trainings.services.undoing): the change can be undone.
    """
    before, after = audit.changes(*sides)
    if not after:
        return False
    event.version += 1
    event.edition += 1
    event.updated_at = now
    renew_keys(event)
    db.flush()
    audit.record(
        db,
        actor,
        action,
        ("event", event.id),
        now=now,
        before=before,
        after=after,
        organisation_id=event.organisation_id,
    )
    tell_programme_changed(db, event.id, now)
    keep(db, event, former, actor, action, (before, after), now)
    return True


def renew_keys(event: Event) -> None:
    """The stored keys of searching and sorting, from the event's texts as they are now."""
    venue = [event.venue.name, event.venue.town] if event.venue else []
    texts = [event.title, event.purpose, *venue, *(session.title for session in event.sessions)]
    event.search_key = search_key(" ".join(texts))
    event.sort_key = sort_key(event.title)


Rows = Mapping[int, Mapping[str, str]]
"""Values of rows (sessions, speakers) by id and by name."""


def differing(before: Rows, after: Rows) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The two sides of what differs between rows: under each name the values of the rows concerned.

    Of a row that is new or gone only the first value is told: it describes the row.
    """
    sides: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for id in [*before, *(id for id in after if id not in before)]:
        was, now = before.get(id, {}), after.get(id, {})
        names = list({**was, **now})
        for name in names if was and now else names[:1]:
            if was.get(name) != now.get(name):
                for side, values in zip(sides, (was, now), strict=True):
                    side.setdefault(name, []).extend([values[name]] if values.get(name) else [])
    return sides


def shown(moment: datetime | None) -> str | None:
    """An instant for the audit trail: ISO 8601 in UTC."""
    return moment.isoformat(timespec="minutes") if moment else None
