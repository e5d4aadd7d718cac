"""Answers that come from calendars (METHOD:REPLY, RFC 5546, 3.2.3), and mails of ours that come back (RFC 3464): one
function behind every way in.

An answer is noted and shown; it never changes a seat. Whoever declines keeps it until they resign by their
personal link, since a forwarded mail must not cancel somebody else's registration. What somebody has to do something
about (declined, delegated, another time proposed) waits for the organiser: services.open_answers.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import orm, select

from registration.ical.entry import Method
from registration.ical.read import ReadEvent, Unreadable, read
from registration.invites.incoming import NotTaken, take_apart
from registration.invites.models import CalendarInvite, CalendarReply, InviteState
from registration.invites.services.open_answers import Asked, leave_open
from registration.outbox import returning
from registration.outbox.returning import Returned

ANSWERS = frozenset({"ACCEPTED", "TENTATIVE", "DECLINED", "DELEGATED"})
COUNTER = "COUNTER"
"""What we call a proposal of another time: no answer to the entry as it is, but kept beside the answers."""
KNOWN = ANSWERS | {COUNTER}
AHEAD = timedelta(days=1)
"""How far a sender's clock may run before ours; a later stamp would overtake all later answers."""


class Outcome(StrEnum):
    """What became of one answer, or of a mail without any."""

    RECORDED = "recorded"
    OLD_VERSION = "old version"
    """An answer to an earlier version of the entry: shown as such."""
    OVERTAKEN = "overtaken"
    """A later answer was there already; or a mail that came back counts no more."""
    KNOWN = "known"
    """The same mail once more."""
    STRANGER = "stranger"
    """From somebody else than the invited address: noted, and nothing else."""
    UNCLEAR = "unclear"
    """No answer that we know, several people in one, or a version that we never sent."""
    UNKNOWN = "unknown"
    """Of an entry, or a mail, that is not ours."""
    UNREADABLE = "unreadable"
    NO_ANSWER = "no answer"
    """A mail without an answer of a calendar: an absence, a letter."""
    RETURNED = "mail returned"
    """A mail of ours came back: the outbox shows it as not delivered."""
    NO_FAILURE = "no failure"
    """A delivery report of a delay or a success."""


_RETURNED = {
    Returned.FAILED: Outcome.RETURNED,
    Returned.KNOWN: Outcome.KNOWN,
    Returned.NO_FAILURE: Outcome.NO_FAILURE,
    Returned.OVERTAKEN: Outcome.OVERTAKEN,
    Returned.UNKNOWN: Outcome.UNKNOWN,
}


@dataclass(frozen=True)
class _Answer:
    """One person's answer to one entry; the stamp is aware."""

    uid: str
    emails: tuple[str, ...]
    """Who answers. One who proposes another time may name others beside themselves."""
    participation: str
    sequence: int
    stamp: datetime
    asked: Asked


def take_reply(db: orm.Session, raw: bytes, *, now: datetime) -> tuple[Outcome, ...]:
    """Note what a mail answers or reports: one outcome for each answer in it, or the one reason why there is none.

    Never raises for what a stranger sends. The same mail twice changes nothing.
    """
    try:
        mail = take_apart(raw)
        events = [event for part in mail.calendars for event in read(part)]
    except (NotTaken, Unreadable):
        return (Outcome.UNREADABLE,)
    if mail.reports is not None:
        returned = tuple(returning.note(db, one, mail.key, now=now) for one in mail.reports)
        return tuple(_RETURNED[one] for one in returned) or (Outcome.UNKNOWN,)
    answers = dict.fromkeys(
        _answer(event, now) for event in events if event.method in (Method.REPLY, COUNTER)
    )
    if not answers:
        return (Outcome.NO_ANSWER,)
    return tuple(_note(db, mail.key, one, now) if one else Outcome.UNCLEAR for one in answers)


def _answer(event: ReadEvent, now: datetime) -> _Answer | None:
    """None where it is not one person's answer to the whole entry."""
    proposes = event.method == COUNTER
    if not event.attendees or (len(event.attendees) > 1 and not proposes) or event.recurrence_id is not None:
        return None
    return _Answer(
        uid=event.uid,
        emails=tuple(who.email.lower() for who in event.attendees),
        participation=COUNTER if proposes else event.attendees[0].participation,
        sequence=event.sequence,
        stamp=min(_aware(event.stamp or now), now + AHEAD),
        asked=_proposed(event) if proposes else Asked(delegate=event.attendees[0].delegated_to[:320]),
    )


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _proposed(event: ReadEvent) -> Asked:
    """The times that somebody would like better; without those that are no moments."""
    times = (_aware(one) if isinstance(one, datetime) else None for one in (event.start, event.end))
    return Asked("", *times)


def _note(db: orm.Session, key: str, answer: _Answer, now: datetime) -> Outcome:
    wanted = select(CalendarInvite).where(CalendarInvite.uid == answer.uid).with_for_update()
    invite = db.scalar(wanted.execution_options(populate_existing=True))
    if invite is None:
        return Outcome.UNKNOWN
    known = select(CalendarReply.id).where(
        CalendarReply.invite_id == invite.id, CalendarReply.message_key == key
    )
    if db.scalar(known) is not None:
        return Outcome.KNOWN
    outcome = _judged(invite, answer)
    if outcome in (Outcome.RECORDED, Outcome.OLD_VERSION) and answer.participation != COUNTER:
        _keep(invite, answer, now, counts=outcome is Outcome.RECORDED)
    if outcome is Outcome.RECORDED:
        leave_open(db, invite, answer.participation, answer.asked, stamp=answer.stamp, now=now)
    db.add(
        CalendarReply(
            invite_id=invite.id,
            message_key=key,
            participation=answer.participation if answer.participation in KNOWN else "",
            sequence=min(max(answer.sequence, 0), 2**31 - 1),
            stamp=answer.stamp,
            outcome=outcome.value,
            received_at=now,
        )
    )
    db.flush()
    return outcome


def _judged(invite: CalendarInvite, answer: _Answer) -> Outcome:
    if invite.invitee.email.lower() not in answer.emails:
        return Outcome.STRANGER
    never_sent = invite.messages == 0 or answer.sequence > invite.sequence or answer.sequence < 0
    if never_sent or answer.participation not in KNOWN:
        return Outcome.UNCLEAR
    current = answer.sequence == invite.sequence and invite.state is InviteState.INVITED
    if answer.participation == COUNTER:
        return Outcome.RECORDED if current else Outcome.OLD_VERSION
    last = (invite.answer_sequence, invite.answer_stamp)
    if last[0] is not None and last[1] is not None and (answer.sequence, answer.stamp) <= last:
        return Outcome.OVERTAKEN
    return Outcome.RECORDED if current else Outcome.OLD_VERSION


def _keep(invite: CalendarInvite, answer: _Answer, now: datetime, *, counts: bool) -> None:
    """What the organiser sees; an answer to what holds is also what small updates repeat."""
    invite.answer, invite.answer_sequence = answer.participation, answer.sequence
    invite.answer_stamp, invite.answered_at = answer.stamp, now
    if counts:
        invite.participation = answer.participation
