"""One event as its page shows it, and what the page is known by."""

from sqlalchemy import bindparam, orm, select
from sqlalchemy.orm.interfaces import ORMOption

from registration.core.database import UtcDateTime
from registration.core.driver import QuickSelect
from registration.core.stamps import CONTENT, stamp
from registration.trainings.models import Event, EventDay, EventSession, Visibility

_now = bindparam("now", type_=UtcDateTime())
PAGE_VERSION = QuickSelect(
    select(
        Event.zone,
        Event.series_id,
        Event.version,
        stamp(CONTENT),
        *(
            moment <= _now
            for moment in (Event.sign_up_opens_at, Event.sign_up_closes_at, Event.starts_at, Event.ends_at)
        ),
    ).where(Event.slug == bindparam("slug"), Event.visibility != Visibility.DRAFT)
)
"""What the page of the event `slug` shows at `now`: which seats, which texts, on which side of its moments. What
the other dates of a training show, and the zone's day, come to it."""


def public_event(db: orm.Session, slug: str) -> Event | None:
    """The event of a public address with its whole programme, in a constant number of queries; no draft."""
    seen = Event.visibility != Visibility.DRAFT
    return db.scalar(select(Event).where(Event.slug == slug, seen).options(*whole_programme()))


def whole_programme() -> tuple[ORMOption, ...]:
    """Loads days, sessions and speakers with the event, and refuses to load anything else later."""
    sessions = orm.selectinload(Event.days).selectinload(EventDay.sessions)
    return (
        sessions.selectinload(EventSession.speakers).raiseload("*"),
        sessions.raiseload(EventSession.speaker_links),
        orm.selectinload(Event.speakers).raiseload("*"),
        orm.joinedload(Event.organisation),
        orm.joinedload(Event.venue),
    )
