"""A sample event by the services that organisers use: texts, place, speakers, programme, publication."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.core.dates import in_zone
from registration.desk.demo.moments import ZONE, Schedule
from registration.desk.demo.samples import Part, SampleEvent
from registration.partners.models import Organisation
from registration.trainings import services as trainings
from registration.trainings.models import Event, EventKind, SessionKind, Venue
from registration.trainings.services import Basics, Editing, NewDate, Programme, SessionDraft, SpeakerFacts

_DRAFT = "draft"


@dataclass(frozen=True)
class Places:
    """The sample organisations and venues by their keys."""

    organisations: Mapping[str, Organisation]
    venues: Mapping[str, Venue]


def write_event(
    db: orm.Session, sample: SampleEvent, schedule: Schedule, places: Places, actor: Actor
) -> Event:
    """The event as `actor` would have made and published it. Raises what the services raise."""
    owner, now = places.organisations[sample.owner], schedule.announced_at
    event = trainings.create_event(db, owner, _basics(sample, schedule, owner), actor=actor, now=now)
    event.sample = True
    venue = places.venues.get(sample.venue)
    trainings.choose_place(db, _editing(event, actor, now), venue.id if venue else None, sample.online)
    for post in sample.led_by:
        told = SpeakerFacts("", post, "", sample.addresses.get(post, ""))
        trainings.add_speaker(db, _editing(event, actor, now), told)
    items = tuple(_items(sample, schedule, {speaker.post: speaker.id for speaker in event.speakers}))
    trainings.save_programme(db, _editing(event, actor, now), Programme(items))
    if sample.visibility != _DRAFT:
        trainings.publish(db, event.id, actor=actor, now=now)
    return event


def copy_event(
    db: orm.Session, origin: Event, sample: SampleEvent, schedule: Schedule, actor: Actor
) -> Event:
    """Another date of the training, copied by `actor` and published. Raises what the services raise."""
    now, first_day = schedule.announced_at, in_zone(schedule.starts[0], ZONE).date()
    wanted = NewDate(first_day, sample.title, sample.slug)
    event = trainings.copy_event(db, origin.id, wanted, actor=actor, now=now)
    return trainings.publish(db, event.id, actor=actor, now=now)


def _editing(event: Event, actor: Actor, now: datetime) -> Editing:
    return Editing(event.id, event.edition, actor, now)


def _basics(sample: SampleEvent, schedule: Schedule, owner: Organisation) -> Basics:
    return Basics(
        kind=EventKind(sample.kind),
        title=sample.title,
        slug=sample.slug,
        purpose=sample.purpose,
        audience=sample.audience,
        cost=sample.cost,
        language="pl",
        zone=ZONE,
        capacity=sample.capacity,
        opens=_wall_clock(schedule.opens_at) if schedule.opens_at else None,
        closes=_wall_clock(schedule.closes_at) if schedule.closes_at else None,
        accessibility=sample.accessibility,
        contact_name=owner.name,
        contact_email=owner.email,
        contact_phone="",
    )


def _items(sample: SampleEvent, schedule: Schedule, speakers: Mapping[str, int]) -> Iterator[SessionDraft]:
    """The parts of all days, each from the end of the one before; the minutes are counted in UTC."""
    for day, start in zip(sample.days, schedule.starts, strict=True):
        end = start
        for part in day.programme:
            start = start if part.parallel else end
            end = start + timedelta(minutes=part.minutes)
            yield _item(part, _wall_clock(start), _wall_clock(end), speakers)


def _item(part: Part, start: datetime, end: datetime, speakers: Mapping[str, int]) -> SessionDraft:
    return SessionDraft(
        id=0,
        day=start.date(),
        start=start.time(),
        end=end.time(),
        end_day=end.date(),
        kind=SessionKind(part.kind),
        title=part.title,
        room=part.room,
        online_url="",
        description="",
        speaker_ids=(speakers[part.led_by],) if part.led_by else (),
        optional=part.optional,
    )


def _wall_clock(instant: datetime) -> datetime:
    """What an organiser would type, naive. An hour shown twice is read as the first, so nothing may begin or
    end in its second showing."""
    return in_zone(instant, ZONE).replace(tzinfo=None, fold=0)
