"""The same training on new dates: a draft with everything that was prepared, and nothing of who came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import orm

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.core.dates import NonexistentTime, in_zone, local_to_utc
from registration.core.partial_date import PartialDate
from registration.core.text import clean
from registration.core.tokens import new_public_id
from registration.trainings.errors import CopyRefused, DayPassed, Missing, NothingToMove, TooLong, YearOdd
from registration.trainings.models import Event, EventDay, EventSession, SessionSpeaker, Speaker
from registration.trainings.queries import with_programme
from registration.trainings.services.basics import LIMITS, facts, free_slug
from registration.trainings.services.changes import lock, renew_keys
from registration.trainings.services.editions import join_series
from registration.trainings.services.programme.times import (
    FIRST_YEAR,
    LAST_YEAR,
    SessionDraft,
    Slot,
    resolve,
)

COPIED = (
    *(
        "kind",
        "title",
        "purpose",
        "audience",
        "cost",
        "language",
        "organisation_id",
        "project_id",
        "venue_id",
        "online_url",
    ),
    *("zone", "capacity", "accessibility", "contact_name", "contact_email", "contact_phone", "sample"),
)
"""Columns of an event that its copy takes over as they are."""


@dataclass(frozen=True)
class NewDate:
    """When the copy begins, by the calendar of the event's zone, and what it is called. An empty `slug` asks for
    a proposal."""

    first_day: date
    title: str
    slug: str


def copy_event(db: orm.Session, event_id: int, wanted: NewDate, *, actor: Actor, now: datetime) -> Event:
    """A draft of the same training that begins on another day; both are dates of one series from now on.

    Every item keeps its hours by the clocks of the event's zone and its distance from the first day. Raises
    NoSuchEvent, NothingToMove; by field Missing, TooLong, BadSlug, SlugTaken, DayPassed, YearOdd; CopyRefused with
    every item whose hours the new days do not have.
    """
    lock(db, event_id)
    origin = with_programme(db, event_id)
    assert origin is not None
    distance = _distance(origin, wanted.first_day, now)
    slots = _moved(origin, distance)
    made = _draft(db, origin, wanted, distance, now)
    _copy_programme(made, origin, slots, distance)
    renew_keys(made)
    join_series(db, origin, made, now)
    db.flush()
    _record(db, origin, made, actor, now)
    return made


def first_day(event: Event) -> date | None:
    """The day on which the event begins; None where its programme has no exact dates and hours to move."""
    whole = all(one.starts_at is not None for one in event.sessions) and all(day.date for day in event.days)
    return min((day.date for day in event.days if day.date), default=None) if whole else None


def _distance(origin: Event, new_first: date, now: datetime) -> timedelta:
    old_first = first_day(origin)
    if old_first is None or not origin.sessions:
        raise NothingToMove
    if new_first < in_zone(now, origin.zone).date():
        raise DayPassed
    if not FIRST_YEAR <= new_first.year < LAST_YEAR:
        raise YearOdd
    return new_first - old_first


def _moved(origin: Event, distance: timedelta) -> list[Slot]:
    """The items in their order with their instants on the new days. Raises CopyRefused."""
    slots, faults = resolve([_typed(one, origin.zone, distance) for one in origin.sessions], origin.zone, {})
    if faults:
        raise CopyRefused(faults, [one.title for one in origin.sessions])
    return slots


def _typed(session: EventSession, zone: str, distance: timedelta) -> SessionDraft:
    """The item as an organiser would type it for the new day. Which of two equal hours in autumn it was stays with
    its time (`fold`)."""
    assert session.starts_at is not None
    assert session.ends_at is not None
    start, end = in_zone(session.starts_at, zone), in_zone(session.ends_at, zone)
    return SessionDraft(
        id=0,
        day=start.date() + distance,
        start=start.time(),
        end=end.time(),
        end_day=end.date() + distance,
        kind=session.kind,
        title=session.title,
        room=session.room,
        online_url=session.online_url,
        description=session.description,
        speaker_ids=(),
    )


def _draft(db: orm.Session, origin: Event, wanted: NewDate, distance: timedelta, now: datetime) -> Event:
    title, slug = clean(wanted.title), clean(wanted.slug)
    if not title:
        raise Missing
    if len(title) > LIMITS["title"]:
        raise TooLong(field="title", limit=LIMITS["title"])
    if len(slug) > LIMITS["slug"]:
        raise TooLong(field="slug", limit=LIMITS["slug"])
    made = Event(**{name: getattr(origin, name) for name in COPIED})
    made.title, made.slug = title, free_slug(db, title, slug)
    made.public_id, made.created_at, made.updated_at = new_public_id(), now, now
    made.sign_up_opens_at = _moved_limit(origin.sign_up_opens_at, origin.zone, distance)
    made.sign_up_closes_at = _moved_limit(origin.sign_up_closes_at, origin.zone, distance)
    made.organisation, made.venue, made.project = origin.organisation, origin.venue, origin.project
    db.add(made)
    return made


def _moved_limit(limit: datetime | None, zone: str, distance: timedelta) -> datetime | None:
    """An end of the sign-up window at the same time of the new day; the next hour where spring skips that one."""
    if limit is None:
        return None
    local = in_zone(limit, zone).replace(tzinfo=None) + distance
    try:
        return local_to_utc(local, zone)
    except NonexistentTime as skipped:
        return local_to_utc(skipped.valid, zone)


def _copy_programme(made: Event, origin: Event, slots: Sequence[Slot], distance: timedelta) -> None:
    days, speakers = {}, {}
    for day in origin.days:
        assert day.date is not None
        days[day.id] = EventDay(position=day.position, when=PartialDate.on(day.date + distance))
        made.days.append(days[day.id])
    for one in origin.speakers:
        names = ("position", "name", "post", "organisation_name", "email", "calendar_entries")
        told = {name: getattr(one, name) for name in names}
        speakers[one.id] = Speaker(**told)
        made.speakers.append(speakers[one.id])
    for session, slot in zip(origin.sessions, slots, strict=True):
        made.sessions.append(_copied(session, slot, days[session.day_id], speakers))
    made.starts_at = min(slot.starts_at for slot in slots)
    made.ends_at = max(slot.ends_at for slot in slots)


def _copied(session: EventSession, slot: Slot, day: EventDay, speakers: dict[int, Speaker]) -> EventSession:
    names = ("position", "kind", "title", "description", "room", "online_url", "optional")
    made = EventSession(**{name: getattr(session, name) for name in names})
    made.public_id, made.day = new_public_id(), day
    made.starts_at, made.ends_at = slot.starts_at, slot.ends_at
    made.speaker_links = [
        SessionSpeaker(speaker=speakers[link.speaker_id], position=link.position)
        for link in session.speaker_links
    ]
    return made


def _record(db: orm.Session, origin: Event, made: Event, actor: Actor, now: datetime) -> None:
    """A line in the history of each: the copy names its origin, the origin its copy."""
    copy_of = {"copy_of": origin.slug, **{name: value for name, value in facts(made).items() if value}}
    for event, action, after in (
        (origin, "event.copied", {"copied_to": made.slug}),
        (made, "event.created_as_copy", copy_of),
    ):
        thing = ("event", event.id)
        audit.record(db, actor, action, thing, now=now, after=after, organisation_id=event.organisation_id)
