"""Reads for feeds and calendar files."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, func, not_, orm, select, true

from registration.calendars.models import FeedEntry
from registration.core.database import UtcDateTime
from registration.core.driver import QuickSelect
from registration.core.stamps import CONTENT, stamp
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


def feed_version(organisation_id: int | None, now: datetime) -> tuple[QuickSelect, dict[str, Any]]:
    """A statement, with its values, for what a feed is known by: the stamp of public content, then the moments
    for `changes`."""
    values = {"now": now, "horizon": now + AHEAD, "past": now - BACK}
    if organisation_id is None:
        return _OF_ALL, values
    return _OF_ONE, {**values, "organisation": organisation_id}


def _feed_version(*of: ColumnElement[bool]) -> QuickSelect:
    """Each moment by its index, where the feed is of all organisations."""
    now, horizon, past = (bindparam(name, type_=UtcDateTime()) for name in ("now", "horizon", "past"))
    written, starts, ends, gone = FeedEntry.stamp, FeedEntry.starts_at, FeedEntry.ends_at, FeedEntry.gone_at
    wanted = select(
        stamp(CONTENT),
        select(func.max(written)).where(*of).scalar_subquery(),
        select(func.max(gone)).where(gone <= now, *of).scalar_subquery(),
        select(func.max(starts)).where(starts <= horizon, *of).scalar_subquery(),
        select(func.max(ends)).where(ends <= past, *of).scalar_subquery(),
    )
    return QuickSelect(wanted)


_OF_ALL = _feed_version()
_OF_ONE = _feed_version(FeedEntry.organisation_id == bindparam("organisation"))


def changes(moments: Sequence[datetime | None]) -> list[datetime]:
    """When the feed changed: an entry written or withdrawn, left out after its time as cancelled, come into the
    window, gone out of it."""
    written, left, entered, passed = moments
    found = (written, left, entered and entered - AHEAD, passed and passed + BACK)
    return [one for one in found if one is not None]


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
