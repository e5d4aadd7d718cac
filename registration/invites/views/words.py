"""How the organiser's page calls what was sent and answered."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import pgettext

from registration.invites.emails import What
from registration.invites.models import CalendarInvite, InviteeRole, InviteState, OpenAnswer, OpenKind
from registration.invites.queries.desk import Group
from registration.invites.services.again import may_repeat
from registration.outbox.models import MailState, OutgoingEmail
from registration.web import filters

Tag = tuple[str, str]
"""A state in words, and the look of its tag."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    id: int
    name: str
    email: str
    role: str
    day: str
    told: str
    sent_at: datetime | None
    version: int
    mail: Tag | None
    answer: Tag
    answered_at: datetime | None
    may_repeat: bool


def row(entry: CalendarInvite, mail: OutgoingEmail | None, zone: str) -> Row:
    """An entry with the mail of its last message; None where nothing was mailed."""
    invitee = entry.invitee
    return Row(
        id=entry.id,
        name=invitee.name,
        email=invitee.email,
        role="" if invitee.role is InviteeRole.PARTICIPANT else _role(invitee.role),
        day=_day(entry, zone),
        told=_told(entry),
        sent_at=(mail.sent_at or mail.frozen_at) if mail else entry.last_stamp,
        version=entry.sequence,
        mail=_mail(mail) if mail else None,
        answer=_answer(entry),
        answered_at=entry.answered_at,
        may_repeat=may_repeat(entry),
    )


@dataclass(frozen=True)
class Waiting:
    """One answer that waits for the organiser."""

    id: int
    name: str
    email: str
    day: str
    asked: str
    advice: str
    received_at: datetime


def waiting(one: OpenAnswer, zone: str) -> Waiting:
    """What somebody asked for, and what can be done about it."""
    invitee = one.invite.invitee
    asked, advice = _asked(one, zone)
    return Waiting(
        one.id, invitee.name, invitee.email, _day(one.invite, zone), asked, advice, one.received_at
    )


def _asked(one: OpenAnswer, zone: str) -> tuple[str, str]:
    if one.kind is OpenKind.DECLINED:
        advice = _("The seat is still theirs: ask, and take them off the list if they do not come.")
        return _("Declined"), advice
    if one.kind is OpenKind.DELEGATED:
        who = _("Wants to send somebody else: %(address)s", address=one.delegate)
        advice = _("The other person has to sign up; the seat does not move by itself.")
        return (who if one.delegate else _("Wants to send somebody else")), advice
    time = _("Proposes another time")
    if one.proposed_start is not None:
        ends = one.proposed_end or one.proposed_start
        time = _("Proposes another time: %(time)s", time=filters.full(one.proposed_start, ends, zone))
    return time, _("The event stays as it is unless you move it for everybody.")


def _role(role: InviteeRole) -> str:
    return str(_("leads") if role is InviteeRole.SPEAKER else _("staff"))


def _day(entry: CalendarInvite, zone: str) -> str:
    """The day by what its reader was told; of an entry not yet mailed by the programme."""
    if entry.last_sent:
        told = (
            datetime.fromisoformat(entry.last_sent["start"]),
            datetime.fromisoformat(entry.last_sent["end"]),
        )
        return filters.full(*told, zone)
    return filters.day(entry.day.date) if entry.day and entry.day.date else "–"


def _told(entry: CalendarInvite) -> str:
    return str(_told_word(entry))


def _told_word(entry: CalendarInvite) -> object:
    if not entry.messages:
        return _("not mailed yet")
    if entry.state is InviteState.CANCELLED:
        return _("cancellation")
    if entry.last_told == What.AGAIN:
        return _("invitation, sent again")
    first = entry.messages == 1 and entry.last_told not in (What.MOVED, What.CHANGED, What.CHOICE)
    return _("invitation") if first else _("update")


def _mail(mail: OutgoingEmail) -> Tag:
    if mail.state is MailState.SENT and mail.filed_as:
        return pgettext("email", "saved to a file, not sent"), "warn"
    return {
        MailState.WAITING: (pgettext("email", "waiting"), "quiet"),
        MailState.SENDING: (pgettext("email", "being sent"), "quiet"),
        MailState.SENT: (pgettext("email", "sent"), "ok"),
        MailState.FAILED: (pgettext("email", "not delivered"), "error"),
        MailState.DROPPED: (pgettext("email", "given up"), "quiet"),
    }[mail.state]


def _answer(entry: CalendarInvite) -> Tag:
    if entry.state is not InviteState.INVITED:
        return "–", "quiet"
    if not entry.answer:
        return _("no answer"), "quiet"
    said = {
        "ACCEPTED": (_("accepted"), "ok"),
        "TENTATIVE": (_("perhaps"), "warn"),
        "DECLINED": (_("declined, to be confirmed"), "error"),
    }.get(entry.answer, (_("another answer"), "warn"))
    if entry.answer_is_old:
        return _("old version: %(answer)s", answer=said[0]), "quiet"
    return said


def groups(counts: dict[Group, int]) -> list[tuple[int, str, Group]]:
    """(how many, words, which) of each group that has any, everything first."""
    named = {
        Group.ALL: _("calendar entries"),
        Group.UNANSWERED: _("no answer"),
        Group.ACCEPTED: _("accepted"),
        Group.TENTATIVE: _("perhaps"),
        Group.DECLINED: _("declined, to be confirmed"),
        Group.OLD: _("answers to an old version"),
        Group.UNDELIVERED: pgettext("email", "not delivered"),
        Group.TAKEN_BACK: _("taken back"),
    }
    return [(counts[group], text, group) for group, text in named.items() if counts[group] or not group]
