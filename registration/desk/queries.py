"""What needs doing today: reads across the packages, a few statements whatever the number of rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, orm, select, true

from registration.forum.models import Forum, Meeting, MeetingState, Minutes, MinutesState
from registration.outbox.models import MailState, OutgoingEmail
from registration.trainings.models import Event, EventSession, Visibility

SHOWN = 8


@dataclass(frozen=True)
class Reach:
    """Ids of what the organiser may see; None for everything."""

    organisations: Collection[int] | None
    events: Collection[int] | None
    forums: Collection[int] | None

    def of_events(self) -> ColumnElement[bool]:
        """The condition for events."""
        if self.organisations is None or self.events is None:
            return true()
        return or_(Event.organisation_id.in_(self.organisations), Event.id.in_(self.events))

    def of_forums(self) -> ColumnElement[bool]:
        """The condition for forums."""
        if self.organisations is None or self.forums is None:
            return true()
        return or_(Forum.organisation_id.in_(self.organisations), Forum.id.in_(self.forums))

    def of_mails(self) -> ColumnElement[bool]:
        """The condition for mails: those of the organisations; coordinators see an event's mails on its page."""
        return true() if self.organisations is None else OutgoingEmail.organisation_id.in_(self.organisations)


def coming(db: orm.Session, reach: Reach, now: datetime) -> Sequence[Event]:
    """The next published events, the soonest first."""
    on = (Event.visibility == Visibility.PUBLISHED, Event.ends_at > now)
    wanted = select(Event).where(reach.of_events(), *on).order_by(Event.starts_at, Event.id).limit(SHOWN)
    return db.scalars(wanted.options(orm.raiseload(Event.days))).all()


def count_coming(db: orm.Session, reach: Reach, now: datetime) -> int:
    """How many published events come, those shown among them."""
    on = (Event.visibility == Visibility.PUBLISHED, Event.ends_at > now)
    return db.scalar(select(func.count()).select_from(Event).where(reach.of_events(), *on)) or 0


def drafts(db: orm.Session, reach: Reach) -> Sequence[Event]:
    """Events that nobody sees yet, the last touched first."""
    wanted = select(Event).where(reach.of_events(), Event.visibility == Visibility.DRAFT)
    return db.scalars(wanted.order_by(Event.updated_at.desc()).limit(SHOWN)).all()


def failed_mails(db: orm.Session, reach: Reach) -> int:
    """Mails that will not be tried again by themselves."""
    return _count(db, reach, OutgoingEmail.state == MailState.FAILED)


def waiting_mails(db: orm.Session, reach: Reach, now: datetime) -> int:
    """Mails that are due and not out yet."""
    return _count(db, reach, OutgoingEmail.state == MailState.WAITING, OutgoingEmail.due_at <= now)


def _count(db: orm.Session, reach: Reach, *conditions: ColumnElement[bool]) -> int:
    wanted = select(func.count()).select_from(OutgoingEmail).where(reach.of_mails(), *conditions)
    return db.scalar(wanted) or 0


def unfinished_minutes(db: orm.Session, reach: Reach) -> Sequence[Meeting]:
    """Closed meetings whose minutes are not published, the oldest first."""
    wanted = (
        select(Meeting)
        .join(Meeting.forum)
        .join(Meeting.session)
        .outerjoin(Meeting.minutes)
        .where(reach.of_forums(), Meeting.state == MeetingState.CLOSED)
        .where(or_(Minutes.id.is_(None), Minutes.state != MinutesState.PUBLISHED))
        .options(orm.contains_eager(Meeting.forum), orm.contains_eager(Meeting.session))
    )
    return db.scalars(wanted.order_by(EventSession.starts_at, Meeting.id).limit(SHOWN)).all()
