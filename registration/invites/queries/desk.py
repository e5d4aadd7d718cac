"""What the organiser's page of calendars shows: for each person and day what was sent and answered."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, or_, orm, select

from registration.core.text import natural_key
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
    cancelled = CalendarInvite.state == InviteState.CANCELLED
    taken_back = and_(cancelled, CalendarInvite.messages > 0, ~_has_followed())
    answered = and_(CalendarInvite.answer != "", CalendarInvite.answer_sequence >= CalendarInvite.sequence)
    return {
        Group.ALL: or_(CalendarInvite.state != InviteState.CANCELLED, taken_back),
        Group.UNANSWERED: and_(invited, CalendarInvite.answer == ""),
        Group.ACCEPTED: and_(invited, answered, CalendarInvite.answer == "ACCEPTED"),
        Group.TENTATIVE: and_(invited, answered, CalendarInvite.answer == "TENTATIVE"),
        Group.DECLINED: and_(invited, answered, CalendarInvite.answer == "DECLINED"),
        Group.OLD: and_(
            invited, CalendarInvite.answer != "", CalendarInvite.answer_sequence < CalendarInvite.sequence
        ),
        Group.UNDELIVERED: _failed(),
        Group.TAKEN_BACK: taken_back,
    }[group]


def _has_followed() -> ColumnElement[bool]:
    """Whether the person has a later entry of the same day: they came back, or the event did."""
    later = orm.aliased(CalendarInvite)
    same = later.invitee_id == CalendarInvite.invitee_id, later.day_id == CalendarInvite.day_id
    return exists().where(*same, later.generation > CalendarInvite.generation)


def _failed() -> ColumnElement[bool]:
    failed = select(OutgoingEmail.public_id).where(OutgoingEmail.state == MailState.FAILED)
    return CalendarInvite.last_mail.in_(failed)


def ordered(db: orm.Session, event_id: int, group: Group) -> list[int]:
    """The ids of the event's entries of a group, person by person in the order of the Polish alphabet.

    Sorted here and not by the database, whose order of Polish letters is its own; an event has hundreds, not more.
    """
    wanted = select(CalendarInvite.id, Invitee.id, Invitee.name).join(CalendarInvite.invitee)
    rows = db.execute(wanted.where(Invitee.event_id == event_id, _belongs(group))).all()
    return [one for one, _who, _name in sorted(rows, key=lambda row: (natural_key(row[2]), row[1], row[0]))]


def entries(db: orm.Session, ids: Sequence[int]) -> list[CalendarInvite]:
    """These entries in this order, each with its person and day."""
    loading = orm.joinedload(CalendarInvite.invitee), orm.joinedload(CalendarInvite.day)
    found = db.scalars(select(CalendarInvite).where(CalendarInvite.id.in_(ids)).options(*loading))
    return sorted(found, key=lambda one: ids.index(one.id))


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
