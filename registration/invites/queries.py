"""Reads of invitees and their calendar entries."""

from sqlalchemy import orm, select

from registration.invites.models import CalendarInvite, Invitee, InviteState
from registration.outbox.models import MailState, OutgoingEmail
from registration.trainings.models import Event, EventDay, EventSession


def active_invitees(db: orm.Session, event_id: int) -> list[Invitee]:
    """Everybody who comes, with their entries, as the database has them now."""
    wanted = select(Invitee).where(Invitee.event_id == event_id, Invitee.active).order_by(Invitee.id)
    loading = orm.selectinload(Invitee.invites).joinedload(CalendarInvite.invitee)
    return list(db.scalars(wanted.options(loading).execution_options(populate_existing=True)))


def invites_of(db: orm.Session, invitee: Invitee) -> list[CalendarInvite]:
    """The person's entries, of all generations, as the database has them now."""
    wanted = select(CalendarInvite).where(CalendarInvite.invitee_id == invitee.id).order_by(CalendarInvite.id)
    return list(db.scalars(wanted.execution_options(populate_existing=True)))


def live_invites(invitee: Invitee) -> list[CalendarInvite]:
    """The person's entries whose life is not over, in the order in which they were made."""
    return [one for one in invitee.invites if one.state is not InviteState.CANCELLED]


def day_number(invite: CalendarInvite) -> tuple[int, int] | None:
    """(1, 2) for the first of two days that the person has entries for; None for one day, or a day that is gone."""
    invited = {one.day_id for one in invite.invitee.invites}
    days = [day.id for day in invite.invitee.event.days if day.id in invited]
    if len(days) < 2 or invite.day_id not in days:
        return None
    return days.index(invite.day_id) + 1, len(days)


def with_programme(db: orm.Session, event_id: int) -> Event | None:
    """The event with days, sessions and speakers, as the database has them now."""
    programme = (
        orm.selectinload(Event.days).selectinload(EventDay.sessions).selectinload(EventSession.speakers)
    )
    wanted = select(Event).where(Event.id == event_id).options(programme, orm.selectinload(Event.sessions))
    return db.scalar(wanted.execution_options(populate_existing=True))


def find(db: orm.Session, invite_id: int) -> CalendarInvite | None:
    """One entry by its id."""
    return db.get(CalendarInvite, invite_id)


def settle_mails(db: orm.Session, event_id: int) -> None:
    """Wait for the workers that are making mails of this event, and keep others from beginning until the commit.

    Where several may write at once (PostgreSQL) a mail could otherwise be made of the old programme after we
    have looked at what its reader was told. SQLite has one writer, so there is nobody to wait for.
    """
    about = OutgoingEmail.about_kind == "event", OutgoingEmail.about_id == event_id
    waiting = select(OutgoingEmail.id).where(*about, OutgoingEmail.state == MailState.WAITING)
    if db.get_bind().dialect.name != "sqlite":
        db.execute(waiting.with_for_update())
