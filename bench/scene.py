"""What stands in the database: the demo, a hundred coming events with a thousand sessions, one without an end
of seats."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, orm, select

from registration.calendars.models import FeedEntry
from registration.core import clock
from registration.desk.demo import loading, sign_in
from registration.trainings import queries
from registration.trainings.hooks import tell_programme_changed
from registration.trainings.models import Event
from registration.web.site import site
from registration.web.writing import reading, writing
from tests import factories

EVENTS = 100
SESSIONS = 1000
PAGE = "szkola-liderow-wspolpracy"
"""The demo's event of five days."""


@dataclass(frozen=True)
class Scene:
    """What the parts ask for: slugs and the id of the event that people sign up for."""

    page: str
    open_event: str
    open_event_id: int


def made() -> Scene:
    """Fill an empty database."""
    now = clock.now()
    with writing() as db:
        loading.load(db, site(), sign_in.new_access(), now)
    with writing() as db:
        owner = factories.organisation(db, name="Starostwo Powiatowe w Przykładowie")
        place = factories.venue(db, organisation=owner)
        start = (now + timedelta(days=30)).replace(hour=7, minute=0, second=0, microsecond=0)
        event = factories.event(db, organisation=owner, venue=place, capacity=1_000_000, start=start)
        tell_programme_changed(db, event.id, now)
        _fill_up(db, event, start)
        return Scene(PAGE, event.slug, event.id)


def _fill_up(db: orm.Session, like: Event, first: datetime) -> None:
    """More events, until the catalogue lists a hundred and the feed a thousand sessions."""
    now = clock.now()
    listed = select(func.count()).select_from(queries.upcoming(queries.Filters(), now).subquery())
    missing = EVENTS - db.scalars(listed).one()
    told = db.scalars(select(func.count()).select_from(FeedEntry)).one()
    for number in range(missing):
        left, events_left = SESSIONS - told, missing - number
        days = -(-left // events_left)
        start = first + timedelta(days=number, hours=1)
        more = factories.event(db, organisation=like.organisation, venue=like.venue, days=days, start=start)
        tell_programme_changed(db, more.id, now)
        told += days


def feed() -> list[bytes]:
    """The stored entries, for the limit that only joins them."""
    return [entry.content for entry in reading().scalars(select(FeedEntry).order_by(FeedEntry.id))]
