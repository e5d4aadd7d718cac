"""One event as its page shows it."""

from sqlalchemy import orm, select
from sqlalchemy.orm.interfaces import ORMOption

from registration.trainings.models import Event, EventDay, EventSession, Visibility


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
