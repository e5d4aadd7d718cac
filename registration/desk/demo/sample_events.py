"""The made-up organisations and places, the sample edition, and the sample events in every state."""

from datetime import datetime, timedelta

from sqlalchemy import orm

from registration.core.site import Site
from registration.core.text import search_key, sort_key
from registration.desk.demo import moments, people, programme, samples
from registration.desk.demo.moments import Schedule
from registration.desk.demo.programme import Places
from registration.desk.demo.samples import SampleEvent, SampleOrganisation, SampleVenue
from registration.partners.models import Organisation, OrganisationKind
from registration.trainings.models import Event, Venue

CANCELLED_BEFORE = timedelta(days=2)
"""How long before the loading the cancelled event was called off."""
FEW = frozenset(people.email(number) for number in (1, 2, 3))
"""Participants of the edition whose mails really go out, so that there is something to look at."""


def write_places(db: orm.Session) -> Places:
    """The made-up organisations and their venues."""
    organisations = {one.key: _organisation(one) for one in samples.organisations()}
    db.add_all(organisations.values())
    db.flush()
    venues = {one.key: _venue(one, organisations[one.owner]) for one in samples.venues()}
    db.add_all(venues.values())
    db.flush()
    return Places(organisations, venues)


def write_edition(db: orm.Session, places: Places, site: Site, now: datetime) -> Event:
    """The sample edition of the founding training, on the next 1 and 2 July."""
    sample = samples.edition()
    return write(db, sample, moments.of_edition(sample, now), places, site, now, mailed_later=FEW)


def write_events(db: orm.Session, places: Places, site: Site, now: datetime) -> list[Event]:
    """The sample events of events.toml."""
    return [
        write(db, sample, moments.of_event(sample, now), places, site, now) for sample in samples.events()
    ]


def write(
    db: orm.Session,
    sample: SampleEvent,
    schedule: Schedule,
    places: Places,
    site: Site,
    now: datetime,
    mailed_later: frozenset[str] = frozenset(),
) -> Event:
    """One event with its participants: announced, filled since, and called off where the sample says so."""
    event = programme.write_event(db, sample, schedule, places)
    called_off = now - CANCELLED_BEFORE
    until = min(now, schedule.closes_at or now, schedule.starts[0], called_off if sample.cancelled else now)
    people.fill(db, event, sample.people, schedule.announced_at, until)
    people.tell_calendars(db, event, site, until, but=mailed_later)
    if sample.cancelled:
        programme.cancel(db, event, sample.cancelled, called_off)
        people.tell_calendars(db, event, site, called_off, but=mailed_later)
    return event


def _organisation(sample: SampleOrganisation) -> Organisation:
    return Organisation(
        kind=OrganisationKind(sample.kind),
        name=sample.name,
        genitive=sample.genitive,
        email=sample.email,
        search_key=search_key(sample.name),
        sort_key=sort_key(sample.name),
        sample=True,
    )


def _venue(sample: SampleVenue, owner: Organisation) -> Venue:
    return Venue(
        organisation_id=owner.id,
        name=sample.name,
        street=sample.street,
        postcode=sample.postcode,
        town=sample.town,
        step_free=sample.step_free,
        hearing_loop=sample.hearing_loop,
        accessible_toilet=sample.accessible_toilet,
        disabled_parking=sample.disabled_parking,
        access_notes=sample.access_notes,
        access_contact=sample.access_contact,
    )
