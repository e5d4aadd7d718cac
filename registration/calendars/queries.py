"""Reads for feeds and calendar files."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, not_, orm, select, true

from registration.calendars.models import FeedEntry
from registration.trainings.models import Event, EventSession

BACK = timedelta(days=90)
AHEAD = timedelta(days=400)
MOST_ENTRIES = 5000


class StoredEntry(NamedTuple):
    """What a feed needs of an entry."""

    content: bytes
    zone: str


def event_with_sessions(db: orm.Session, event_id: int) -> Event | None:
    """The event with its programme, as it is in the database now."""
    loading = orm.selectinload(Event.sessions).selectinload(EventSession.speakers)
    wanted = select(Event).where(Event.id == event_id).options(loading)
    return db.scalar(wanted.execution_options(populate_existing=True))


def entries_of(db: orm.Session, event_id: int) -> Sequence[FeedEntry]:
    """The event's entries, those of dropped sessions included."""
    return db.scalars(select(FeedEntry).where(FeedEntry.event_id == event_id)).all()


def in_window(
    db: orm.Session, now: datetime, organisation_id: int | None, show_cancelled: bool
) -> list[StoredEntry]:
    """A feed's entries from 90 days back to 400 ahead, at most 5,000, in the order of their start."""
    content = FeedEntry.content
    if show_cancelled:
        content = func.coalesce(FeedEntry.content_if_cancelled_shown, FeedEntry.content)  # type: ignore[assignment]
    wanted = select(content, FeedEntry.zone).where(*_told(now), _of(organisation_id))
    wanted = wanted.where(FeedEntry.ends_at >= now - BACK, FeedEntry.starts_at <= now + AHEAD)
    rows = db.execute(wanted.order_by(FeedEntry.starts_at, FeedEntry.id).limit(MOST_ENTRIES))
    return [StoredEntry(*row) for row in rows]


def last_change(db: orm.Session, now: datetime, organisation_id: int | None) -> datetime | None:
    """When the feed last changed: an entry written, withdrawn, left out after its time as cancelled, come into the
    window or gone out of it."""
    stamp, starts, ends, gone = FeedEntry.stamp, FeedEntry.starts_at, FeedEntry.ends_at, FeedEntry.gone_at
    wanted = select(
        func.max(stamp),
        func.max(gone).filter(gone <= now),
        func.max(starts).filter(starts <= now + AHEAD),
        func.max(ends).filter(ends <= now - BACK),
    )
    written, left, entered, passed = db.execute(wanted.where(_of(organisation_id))).one()
    moments = (written, left, entered and entered - AHEAD, passed and passed + BACK)
    return max((one for one in moments if one is not None), default=None)


def of_event(db: orm.Session, slug: str, now: datetime) -> tuple[str, list[FeedEntry]]:
    """The event's title and its told entries; nothing of an event that is not public."""
    wanted = select(Event.title, FeedEntry).join(FeedEntry, Event.id == FeedEntry.event_id)
    told = wanted.where(Event.slug == slug, *_told(now)).order_by(FeedEntry.starts_at, FeedEntry.id)
    rows = list(db.execute(told))
    return (rows[0][0] if rows else ""), [entry for _title, entry in rows]


def of_session(db: orm.Session, public_id: str, now: datetime) -> FeedEntry | None:
    """The told entry of one session."""
    wanted = select(FeedEntry).join(EventSession, EventSession.id == FeedEntry.session_id)
    return db.scalar(wanted.where(EventSession.public_id == public_id, *_told(now)))


def _told(now: datetime) -> tuple[ColumnElement[bool], ...]:
    over = and_(FeedEntry.gone_at.is_not(None), FeedEntry.gone_at <= now)
    return FeedEntry.visible.is_(True), not_(over)


def _of(organisation_id: int | None) -> ColumnElement[bool]:
    return true() if organisation_id is None else FeedEntry.organisation_id == organisation_id
