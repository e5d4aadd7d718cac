"""What the organiser's page of calendars shows: for each person and day what was sent and answered."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, orm, select

from registration.invites.models import CalendarInvite, EventStaff, Invitee, InviteState
from registration.outbox.models import MailState, OutgoingEmail


class Group(StrEnum):
    """Which entries are shown; each is counted."""

    ALL = ""
    UNANSWERED = "unanswered"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    OLD = "old"
    """Answered, but an earlier version."""
    UNDELIVERED = "undelivered"
    TAKEN_BACK = "taken-back"


def _belongs(group: Group) -> ColumnElement[bool]:
    invited = CalendarInvite.state == InviteState.INVITED
    answered = and_(CalendarInvite.answer != "", CalendarInvite.answer_sequence >= CalendarInvite.sequence)
    return {
        Group.ALL: or_(CalendarInvite.state != InviteState.CANCELLED, CalendarInvite.messages > 0),
        Group.UNANSWERED: and_(invited, CalendarInvite.answer == ""),
        Group.ACCEPTED: and_(invited, answered, CalendarInvite.answer == "ACCEPTED"),
        Group.TENTATIVE: and_(invited, answered, CalendarInvite.answer == "TENTATIVE"),
        Group.DECLINED: and_(invited, answered, CalendarInvite.answer == "DECLINED"),
        Group.OLD: and_(
            invited, CalendarInvite.answer != "", CalendarInvite.answer_sequence < CalendarInvite.sequence
        ),
        Group.UNDELIVERED: _failed(),
        Group.TAKEN_BACK: and_(CalendarInvite.state == InviteState.CANCELLED, CalendarInvite.messages > 0),
    }[group]


def _failed() -> ColumnElement[bool]:
    failed = select(OutgoingEmail.public_id).where(OutgoingEmail.state == MailState.FAILED)
    return CalendarInvite.last_mail.in_(failed)


def entries(event_id: int, group: Group) -> Select[CalendarInvite]:
    """The event's entries of a group, each with its person and day, person by person."""
    wanted = select(CalendarInvite).join(Invitee).where(Invitee.event_id == event_id, _belongs(group))
    loading = orm.contains_eager(CalendarInvite.invitee), orm.joinedload(CalendarInvite.day)
    return wanted.options(*loading).order_by(func.lower(Invitee.name), Invitee.id, CalendarInvite.id)


def counts(db: orm.Session, event_id: int) -> dict[Group, int]:
    """How many entries each group has."""
    counted = [func.count().filter(_belongs(group)) for group in Group]
    row = db.execute(
        select(*counted).select_from(CalendarInvite).join(Invitee).where(Invitee.event_id == event_id)
    )
    return dict(zip(Group, row.one(), strict=True))


def mails_of(db: orm.Session, invites: Iterable[CalendarInvite]) -> dict[str, OutgoingEmail]:
    """The mails that carry the entries' last messages, by public id, without their contents."""
    ids = {one.last_mail for one in invites if one.last_mail}
    found = db.scalars(select(OutgoingEmail).where(OutgoingEmail.public_id.in_(ids))) if ids else ()
    return {mail.public_id: mail for mail in found}


def one_of_staff(db: orm.Session, event_id: int, staff_id: int) -> EventStaff | None:
    """Somebody of the event's staff; None for another event's."""
    wanted = select(EventStaff).where(EventStaff.id == staff_id, EventStaff.event_id == event_id)
    return db.scalar(wanted)
