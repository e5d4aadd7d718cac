"""What the desk reads: forums in reach, one meeting with everything, sittings that are still free."""

from collections.abc import Collection

from sqlalchemy import false, or_, orm, select

from registration.forum.models import (
    AgendaItem,
    AgendaItemRevision,
    Forum,
    Meeting,
    MeetingPresence,
    MeetingState,
    Vote,
)
from registration.forum.queries import public
from registration.trainings.models import Event, EventDay, EventSession, SessionKind, Visibility


def forums(
    db: orm.Session, organisations: Collection[int] | None, given: Collection[int] | None
) -> list[Forum]:
    """Forums of the organisations and those given one by one, by name; None means all."""
    wanted = select(Forum).order_by(Forum.name, Forum.id)
    if organisations is not None and given is not None:
        wanted = wanted.where(or_(Forum.organisation_id.in_(organisations), Forum.id.in_(given), false()))
    return list(db.scalars(wanted))


def forum(db: orm.Session, forum_id: int) -> Forum | None:
    """One forum with its members and rules."""
    loading = orm.selectinload(Forum.members), orm.selectinload(Forum.rules)
    return db.scalar(select(Forum).where(Forum.id == forum_id).options(*loading))


def meetings(db: orm.Session, forum_id: int) -> list[Meeting]:
    """All its meetings, plans too, the latest first."""
    wanted = select(Meeting).where(Meeting.forum_id == forum_id)
    return list(
        db.scalars(public.in_order(wanted).options(*public.programme(), orm.joinedload(Meeting.minutes)))
    )


def meeting(db: orm.Session, meeting_id: int) -> Meeting | None:
    """One meeting in any state, with all that its pages show."""
    members = orm.joinedload(Meeting.forum).selectinload(Forum.members)
    of_rows = orm.selectinload(Meeting.presences).joinedload(MeetingPresence.member)
    wanted = select(Meeting).where(Meeting.id == meeting_id)
    return db.scalar(wanted.options(*public.whole(), members, of_rows))


def item(db: orm.Session, item_id: int) -> AgendaItem | None:
    """One agenda item with its meeting."""
    return db.scalar(
        select(AgendaItem).where(AgendaItem.id == item_id).options(orm.joinedload(AgendaItem.meeting))
    )


def vote(db: orm.Session, vote_id: int) -> Vote | None:
    """One vote with its item and meeting."""
    loading = orm.joinedload(Vote.item).joinedload(AgendaItem.meeting)
    return db.scalar(select(Vote).where(Vote.id == vote_id).options(loading))


def revisions(db: orm.Session, item_id: int) -> list[AgendaItemRevision]:
    """All writings of an item's text, the newest first."""
    wanted = select(AgendaItemRevision).where(AgendaItemRevision.item_id == item_id)
    return list(db.scalars(wanted.order_by(AgendaItemRevision.version.desc())))


def free_sittings(db: orm.Session, organisation_id: int) -> list[EventSession]:
    """Forum sittings of the organisation's events in which no meeting is held yet, the latest first."""
    taken = select(Meeting.session_id)
    wanted = (
        select(EventSession)
        .join(Event, EventSession.event_id == Event.id)
        .join(EventDay, EventSession.day_id == EventDay.id)
        .where(EventSession.kind == SessionKind.FORUM_SITTING, EventSession.id.not_in(taken))
        .where(Event.organisation_id == organisation_id, Event.visibility != Visibility.CANCELLED)
        .options(orm.contains_eager(EventSession.event), orm.contains_eager(EventSession.day))
    )
    return list(db.scalars(wanted.order_by(EventSession.starts_at.desc().nulls_last(), EventSession.id)))


def meetings_inside(db: orm.Session, event_id: int) -> list[Meeting]:
    """The meetings held in an event's sessions, but for cancelled ones, with their forums."""
    wanted = (
        select(Meeting)
        .join(EventSession, Meeting.session_id == EventSession.id)
        .where(EventSession.event_id == event_id, Meeting.state != MeetingState.CANCELLED)
        .options(orm.joinedload(Meeting.forum))
    )
    return list(db.scalars(wanted.order_by(Meeting.id)))


def meeting_in(db: orm.Session, session_id: int) -> int | None:
    """The id of the meeting held in a session, in any state."""
    return db.scalar(select(Meeting.id).where(Meeting.session_id == session_id))
