"""Which events are dates of the same training: linked when copied or by an organiser, and taken apart again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, orm, select, update

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.trainings.errors import NotTheSameOwner, SameEvent
from registration.trainings.hooks import tell_edition_announced
from registration.trainings.models import Event, EventSeries, Visibility
from registration.trainings.services.changes import lock


def join_series(db: orm.Session, event: Event, other: Event, now: datetime) -> None:
    """Make `other` a date of the event's training. The dates of a series that it had come along."""
    former = other.series_id
    if event.series_id is None:
        series = EventSeries(organisation_id=event.organisation_id, created_at=now)
        db.add(series)
        db.flush()
        event.series_id = series.id
    other.series_id = event.series_id
    db.flush()
    if former is not None and former != event.series_id:
        db.execute(update(Event).where(Event.series_id == former).values(series_id=event.series_id))
        db.execute(delete(EventSeries).where(EventSeries.id == former))


def leave_series(db: orm.Session, event: Event) -> None:
    """The event is no date of its series any more. One that is left alone has no series either."""
    series_id, event.series_id = event.series_id, None
    db.flush()
    left = db.scalars(select(Event.id).where(Event.series_id == series_id)).all()
    if len(left) < 2:
        db.execute(update(Event).where(Event.series_id == series_id).values(series_id=None))
        db.execute(delete(EventSeries).where(EventSeries.id == series_id))


def link_edition(db: orm.Session, event_id: int, other_id: int, *, actor: Actor, now: datetime) -> Event:
    """Say that two events of one organisation are dates of the same training. A second time changes nothing.

    People who wait for a next date of one hear of the coming dates of the other. Raises NoSuchEvent, SameEvent,
    NotTheSameOwner.
    """
    if event_id == other_id:
        raise SameEvent
    locked = {id: lock(db, id) for id in sorted((event_id, other_id))}
    event, other = locked[event_id], locked[other_id]
    if event.organisation_id != other.organisation_id:
        raise NotTheSameOwner
    if event.series_id is not None and event.series_id == other.series_id:
        return event
    sides = dates_of(db, event), dates_of(db, other)
    join_series(db, event, other, now)
    _record(db, event, actor, "event.linked", now, other.slug)
    _record(db, other, actor, "event.linked", now, event.slug)
    announce(db, sides[1], sides[0], now)
    announce(db, sides[0], sides[1], now)
    return event


def unlink_edition(db: orm.Session, event_id: int, *, actor: Actor, now: datetime) -> Event:
    """Take an event out of its series; where it is in none, nothing changes. Raises NoSuchEvent."""
    event = lock(db, event_id)
    if event.series_id is not None:
        leave_series(db, event)
        _record(db, event, actor, "event.unlinked", now)
    return event


def dates_of(db: orm.Session, event: Event) -> list[Event]:
    """The dates of the event's training in the order of time, itself among them."""
    if event.series_id is None:
        return [event]
    wanted = select(Event).where(Event.series_id == event.series_id)
    return list(db.scalars(wanted.order_by(Event.starts_at.nulls_last(), Event.id)))


def announce(db: orm.Session, dates: Sequence[Event], others: Sequence[Event], now: datetime) -> None:
    """Tell whoever keeps the requests made at `others` of those `dates` for which one can sign up, now or later."""
    ids = [other.id for other in others]
    for event in dates:
        ahead = event.starts_at is not None and event.sign_up_deadline > now
        if ids and ahead and event.visibility is Visibility.PUBLISHED:
            tell_edition_announced(db, event.id, ids, now)


def _record(
    db: orm.Session, event: Event, actor: Actor, action: str, now: datetime, edition_of: str = ""
) -> None:
    after = {"edition_of": edition_of} if edition_of else {}
    thing = ("event", event.id)
    audit.record(db, actor, action, thing, now=now, after=after, organisation_id=event.organisation_id)
