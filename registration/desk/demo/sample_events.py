"""The made-up organisations and places, the sample edition, and the sample events in every state."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.core.site import Site
from registration.core.text import search_key, sort_key
from registration.desk.demo import moments, people, programme, samples
from registration.desk.demo.moments import Schedule
from registration.desk.demo.programme import Places
from registration.desk.demo.samples import SampleEvent, SampleOrganisation, SampleVenue
from registration.invites.services.staff import Doing, StaffFacts, add_staff
from registration.partners.models import Organisation, OrganisationKind
from registration.trainings.models import Event, Venue
from registration.trainings.services import VenueFacts, add_venue, cancel

CANCELLED_BEFORE = timedelta(days=2)
"""How long before the loading the cancelled event was called off."""
FEW = frozenset(people.email(number) for number in (1, 2, 3))
"""Participants of the edition whose mails really go out, so that there is something to look at."""


@dataclass(frozen=True)
class Loading:
    """What the parts of one loading share: where to write, for which site, as whom, seen from when."""

    db: orm.Session
    site: Site
    actor: Actor
    now: datetime


def write_places(loading: Loading) -> Places:
    """The made-up organisations and their venues."""
    organisations = {one.key: _organisation(one) for one in samples.organisations()}
    loading.db.add_all(organisations.values())
    loading.db.flush()
    venues = {one.key: _venue(loading, one, organisations[one.owner]) for one in samples.venues()}
    return Places(organisations, venues)


def write_edition(loading: Loading, places: Places) -> Event:
    """The sample edition of the founding training, on the next 1 and 2 July."""
    sample = samples.edition()
    return write(loading, places, sample, moments.of_edition(sample, loading.now), mailed_later=FEW)


def write_events(loading: Loading, places: Places) -> dict[str, Event]:
    """The sample events of events.toml, by their slugs."""
    written: dict[str, Event] = {}
    for one in samples.events():
        schedule = moments.of_event(one, loading.now)
        if one.copy_of:
            origin = written[one.copy_of]
            event = programme.copy_event(loading.db, origin, one, schedule, loading.actor)
            written[one.slug] = _lived(loading, event, one, schedule)
        else:
            written[one.slug] = write(loading, places, one, schedule)
    return written


def write(
    loading: Loading,
    places: Places,
    sample: SampleEvent,
    schedule: Schedule,
    mailed_later: frozenset[str] = frozenset(),
) -> Event:
    """One event with its staff and participants. Those in `mailed_later` wait for their first mails."""
    event = programme.write_event(loading.db, sample, schedule, places, loading.actor)
    for one in sample.staff:
        told = StaffFacts(one.name, one.duty, one.email, True, True, frozenset())
        add_staff(loading.db, event.id, told, Doing(loading.actor, schedule.announced_at, loading.site))
    return _lived(loading, event, sample, schedule, mailed_later)


def _lived(
    loading: Loading,
    event: Event,
    sample: SampleEvent,
    schedule: Schedule,
    mailed_later: frozenset[str] = frozenset(),
) -> Event:
    """What came after the announcement: people signed up, and it was called off where the sample says so."""
    db, now, called_off = loading.db, loading.now, loading.now - CANCELLED_BEFORE
    until = min(now, schedule.closes_at or now, schedule.starts[0], called_off if sample.cancelled else now)
    people.fill(db, event, sample.people, schedule.announced_at, until)
    people.tell_calendars(db, event, loading.site, until, but=mailed_later)
    if sample.cancelled:
        cancel(db, event.id, sample.cancelled, actor=loading.actor, now=called_off)
        people.tell_calendars(db, event, loading.site, called_off, but=mailed_later)
    return event


def _organisation(sample: SampleOrganisation) -> Organisation:
    return Organisation(
        kind=OrganisationKind(sample.kind),
        name=sample.name,
        genitive=sample.genitive,
        email=sample.email,
        runs_events=True,
        search_key=search_key(sample.name),
        sort_key=sort_key(sample.name),
        sample=True,
    )


def _venue(loading: Loading, sample: SampleVenue, owner: Organisation) -> Venue:
    told = VenueFacts(**{name: getattr(sample, name) for name in VenueFacts.__dataclass_fields__})
    return add_venue(loading.db, owner.id, told, actor=loading.actor, now=loading.now)
