"""Reads of invitees and their calendar entries."""

from sqlalchemy import orm, select

from registration.invites.models import CalendarInvite, Invitee, InviteState
from registration.trainings.models import Event, EventDay, EventSession


def active_invitees(db: orm.Session, event_id: int) -> list[Invitee]:
    """Everybody who comes, with their entries."""
    wanted = select(Invitee).where(Invitee.event_id == event_id, Invitee.active).order_by(Invitee.id)
    return list(db.scalars(wanted.options(orm.selectinload(Invitee.invites))))


def live_invites(invitee: Invitee) -> list[CalendarInvite]:
    """The person's entries whose life is not over, in the order of their days."""
    return [one for one in invitee.invites if one.state is not InviteState.CANCELLED]


def with_programme(db: orm.Session, event_id: int) -> Event | None:
    """The event with days, sessions and speakers loaded."""
    programme = (
        orm.selectinload(Event.days).selectinload(EventDay.sessions).selectinload(EventSession.speakers)
    )
    wanted = select(Event).where(Event.id == event_id).options(programme, orm.selectinload(Event.sessions))
    return db.scalar(wanted.execution_options(populate_existing=True))


def find(db: orm.Session, invite_id: int) -> CalendarInvite | None:
    """One entry by its id."""
    return db.get(CalendarInvite, invite_id)
