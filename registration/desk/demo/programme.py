"""The rows of a sample event: its days, their parts one after another, and who leads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import orm

from registration.core.dates import in_zone
from registration.core.partial_date import PartialDate
from registration.core.tokens import new_public_id
from registration.desk.demo.moments import ZONE, Schedule
from registration.desk.demo.samples import Part, SampleEvent
from registration.partners.models import Organisation
from registration.trainings.hooks import tell_programme_changed
from registration.trainings.models import (
    Event,
    EventDay,
    EventKind,
    EventSession,
    SessionKind,
    SessionSpeaker,
    Speaker,
    Venue,
    Visibility,
)


@dataclass(frozen=True)
class Places:
    """The sample organisations and venues by their keys."""

    organisations: Mapping[str, Organisation]
    venues: Mapping[str, Venue]


def write_event(db: orm.Session, sample: SampleEvent, schedule: Schedule, places: Places) -> Event:
    """The event as announced, with its programme, flushed; those who react to programmes are told."""
    event = _event(sample, schedule, places)
    speakers = {post: Speaker(event=event, position=n, post=post) for n, post in enumerate(sample.led_by)}
    for number, (day, start) in enumerate(zip(sample.days, schedule.starts, strict=True)):
        date = PartialDate.on(in_zone(start, ZONE).date())
        _write_parts(event, EventDay(event=event, position=number, when=date), day.programme, start, speakers)
    event.starts_at, event.ends_at = event.sessions[0].starts_at, event.sessions[-1].ends_at
    db.add(event)
    db.flush()
    tell_programme_changed(db, event.id, schedule.announced_at)
    return event


def cancel(db: orm.Session, event: Event, reason: str, at: datetime) -> None:
    """Call the event off at `at`, with the reason that its page shows."""
    event.visibility, event.cancellation_reason = Visibility.CANCELLED, reason
    event.cancelled_at = event.updated_at = at
    event.version += 1
    db.flush()
    tell_programme_changed(db, event.id, at)


def _event(sample: SampleEvent, schedule: Schedule, places: Places) -> Event:
    owner, announced = places.organisations[sample.owner], schedule.announced_at
    visibility = Visibility(sample.visibility)
    return Event(
        public_id=new_public_id(),
        slug=sample.slug,
        kind=EventKind(sample.kind),
        title=sample.title,
        purpose=sample.purpose.strip(),
        audience=sample.audience.strip(),
        accessibility=sample.accessibility,
        cost=sample.cost,
        organisation=owner,
        venue=places.venues.get(sample.venue),
        online_url=sample.online,
        zone=ZONE,
        capacity=sample.capacity,
        seats_taken=0,
        sign_up_opens_at=schedule.opens_at,
        sign_up_closes_at=schedule.closes_at,
        visibility=visibility,
        contact_name=owner.name,
        contact_email=owner.email,
        sample=True,
        created_at=announced,
        updated_at=announced,
        published_at=announced if visibility is Visibility.PUBLISHED else None,
    )


def _write_parts(
    event: Event, day: EventDay, parts: tuple[Part, ...], start: datetime, speakers: Mapping[str, Speaker]
) -> None:
    """The parts of a day, each from the end of the one before; counted in UTC, from the instant `start`."""
    for part in parts:
        end = start + timedelta(minutes=part.minutes)
        session = EventSession(
            public_id=new_public_id(),
            event=event,
            day=day,
            position=len(event.sessions),
            kind=SessionKind(part.kind),
            title=part.title,
            starts_at=start,
            ends_at=end,
            room=part.room,
        )
        if part.led_by:
            session.speaker_links.append(SessionSpeaker(speaker=speakers[part.led_by]))
        start = end
