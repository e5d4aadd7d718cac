"""Reads of invitees and their calendar entries."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, orm, select

from registration.core.driver import QuickSelect
from registration.core.remembering import remember, remembered
from registration.invites.models import CalendarInvite, EventStaff, Invitee, InviteeRole, InviteState
from registration.invites.persons import Person, person
from registration.invites.whose import address_key
from registration.outbox.models import MailState, OutgoingEmail
from registration.trainings.models import Event, EventDay, EventSession


def invitees(db: orm.Session, event_id: int) -> list[Invitee]:
    """Everybody who comes, and speakers and staff who no longer do, with their entries, as the database has them
    now."""
    concerned = or_(Invitee.active, Invitee.role != InviteeRole.PARTICIPANT)
    wanted = select(Invitee).where(Invitee.event_id == event_id, concerned).order_by(Invitee.id)
    loading = orm.selectinload(Invitee.invites), orm.selectinload(Invitee.sessions)
    return list(db.scalars(wanted.options(*loading).execution_options(populate_existing=True)))


def count_people(db: orm.Session, event_id: int) -> int:
    """How many people a change of the event reaches: participants, speakers and staff, each address once."""
    addresses = select(func.count(func.distinct(func.lower(Invitee.email))))
    return db.scalar(addresses.where(Invitee.event_id == event_id, Invitee.active)) or 0


def _of_same_address(role: ColumnElement[bool]) -> QuickSelect:
    there = Invitee.event_id == bindparam("event"), Invitee.active, Invitee.id != bindparam("but")
    wanted = select(Invitee.id).where(*there, role, func.lower(Invitee.email) == bindparam("address"))
    return QuickSelect(wanted.order_by(Invitee.id))


_OTHERS = "others of person"
_HOSTS = _of_same_address(Invitee.role != InviteeRole.PARTICIPANT)
_PARTICIPANTS = _of_same_address(Invitee.role == InviteeRole.PARTICIPANT)


def others_of_person(db: orm.Session, invitee: Invitee) -> list[Invitee]:
    """The other active invitees of the event with the same address. Asked for each mail, and mostly nobody."""
    return remembered(db, (_OTHERS, invitee.id), lambda: _others_of_person(db, invitee))


def _others_of_person(db: orm.Session, invitee: Invitee) -> list[Invitee]:
    not_alike = _HOSTS if invitee.role is InviteeRole.PARTICIPANT else _PARTICIPANTS
    values = {"event": invitee.event_id, "but": invitee.id, "address": address_key(invitee)}
    return not_alike.objects(db, Invitee, values)


def remember_others(db: orm.Session, participants: Sequence[Invitee]) -> None:
    """Ask at once, for many mails that are being made, who of the hosts has these participants' addresses."""
    host, numbers = orm.aliased(Invitee), [one.id for one in participants]
    same = host.event_id == Invitee.event_id, func.lower(host.email) == func.lower(Invitee.email)
    hosts = and_(host.role != InviteeRole.PARTICIPANT, host.active, *same)
    wanted = select(Invitee.id, host).join(host, hosts).where(Invitee.id.in_(numbers)).order_by(host.id)
    found: dict[int, list[Invitee]] = {number: [] for number in numbers}
    for number, other in db.execute(wanted):
        found[number].append(other)
    for number, others in found.items():
        remember(db, (_OTHERS, number), others)


def exists_host(event_id: Any, email_key: Any) -> ColumnElement[bool]:
    """Whether somebody with this address leads or works at the event, for a statement that asks for more."""
    hosts = Invitee.event_id == event_id, Invitee.role != InviteeRole.PARTICIPANT, Invitee.active
    return exists().where(*hosts, func.lower(Invitee.email) == email_key)


def person_of(db: orm.Session, invitee: Invitee) -> Person:
    """The person whom the invitee, who is active, makes together with others of the same address."""
    return person(invitee.event, [invitee, *others_of_person(db, invitee)])


def invites_of(db: orm.Session, invitee: Invitee) -> list[CalendarInvite]:
    """The person's entries, of all generations, as the database has them now."""
    wanted = select(CalendarInvite).where(CalendarInvite.invitee_id == invitee.id).order_by(CalendarInvite.id)
    return list(db.scalars(wanted.execution_options(populate_existing=True)))


def day_number(invite: CalendarInvite) -> tuple[int, int] | None:
    """(1, 2) for the first of two entries that the person was given together, in the order of their days; None for
    one alone. It stays when a day is taken out or comes later: the mails that were numbered before are still there."""
    together = [
        one
        for one in invite.invitee.invites
        if one.created_at == invite.created_at
        and (one is invite or one.messages or one.state is not InviteState.CANCELLED)
    ]
    return (together.index(invite) + 1, len(together)) if len(together) > 1 else None


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


def staff_of(db: orm.Session, event_id: int) -> Sequence[EventStaff]:
    """Who works at the event, with the days on which they do, as the database has it now."""
    wanted = select(EventStaff).where(EventStaff.event_id == event_id).order_by(EventStaff.id)
    loading = orm.selectinload(EventStaff.days)
    return db.scalars(wanted.options(loading).execution_options(populate_existing=True)).all()


def settle_mails(db: orm.Session, event_id: int) -> None:
    """Wait for the workers that are making mails of this event, and keep others from beginning until the commit.

    Where several may write at once (PostgreSQL) a mail could otherwise be made of the old programme after we
    have looked at what its reader was told. SQLite has one writer, so there is nobody to wait for.
    """
    about = OutgoingEmail.about_kind == "event", OutgoingEmail.about_id == event_id
    waiting = select(OutgoingEmail.id).where(*about, OutgoingEmail.state == MailState.WAITING)
    if db.get_bind().dialect.name != "sqlite":
        db.execute(waiting.with_for_update())


def duty_of(db: orm.Session, invitee: Invitee) -> str:
    """What somebody of the staff does; "" for everybody else."""
    wanted = select(EventStaff.duty).where(
        EventStaff.event_id == invitee.event_id, func.lower(EventStaff.email) == address_key(invitee)
    )
    return ", ".join(filter(None, db.scalars(wanted.order_by(EventStaff.id))))
