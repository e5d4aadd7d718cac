"""Answers that the organiser has to do something about: they wait until somebody says that it is done.

One that was declined or delegated is over by itself when the same person accepts later; all are when the person is no
longer invited (queries.open_answers leaves them out).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, orm, select, update

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.invites.errors import NoSuchOpenAnswer
from registration.invites.models import CalendarInvite, Invitee, OpenAnswer, OpenKind
from registration.trainings.models import Event

KINDS = {"DECLINED": OpenKind.DECLINED, "DELEGATED": OpenKind.DELEGATED, "COUNTER": OpenKind.COUNTER}


@dataclass(frozen=True)
class Asked:
    """What an answer asks for beside its word: somebody else, or another time (aware)."""

    delegate: str = ""
    start: datetime | None = None
    end: datetime | None = None


NOTHING = Asked()


def leave_open(
    db: orm.Session, invite: CalendarInvite, word: str, asked: Asked, *, stamp: datetime, now: datetime
) -> None:
    """Have the organiser see to an answer that was recorded. A newer answer to the entry ends what an earlier one left;
    a proposal of another time is no such answer, and stays beside it."""
    kind = KINDS.get(word)
    if kind is not OpenKind.COUNTER:
        ended = {OpenKind.DECLINED, OpenKind.DELEGATED} - {kind}
        _end(db, OpenAnswer.invite_id == invite.id, OpenAnswer.kind.in_(ended), now=now)
    if kind is not None:
        _open(db, invite, kind, asked, stamp, now)


def _open(
    db: orm.Session, invite: CalendarInvite, kind: OpenKind, asked: Asked, stamp: datetime, now: datetime
) -> None:
    known = select(OpenAnswer).where(OpenAnswer.invite_id == invite.id, OpenAnswer.kind == kind)
    row = db.scalar(known.execution_options(populate_existing=True))
    if row is None:
        row = OpenAnswer(invite_id=invite.id, kind=kind)
        db.add(row)
    elif row.stamp >= stamp:
        return
    row.delegate, row.proposed_start, row.proposed_end = asked.delegate, asked.start, asked.end
    row.stamp, row.received_at, row.settled_at = stamp, now, None
    db.flush()


def settle(db: orm.Session, event_id: int, answer_id: int, *, actor: Actor, now: datetime) -> None:
    """Somebody has seen to it: on record, and what was asked is erased. A second click changes nothing.

    Raises NoSuchOpenAnswer.
    """
    row = db.get(OpenAnswer, answer_id, with_for_update=True, populate_existing=True)
    if row is None or row.invite.invitee.event_id != event_id:
        raise NoSuchOpenAnswer
    if row.settled_at is not None:
        return
    _end(db, OpenAnswer.id == answer_id, now=now)
    audit.record(
        db,
        actor,
        f"event.answer_settled_{row.kind.value}",
        ("event", event_id),
        now=now,
        after={"invitee": row.invite.invitee.name},
        organisation_id=row.invite.invitee.event.organisation_id,
    )


def forget(db: orm.Session, *, before: datetime) -> None:
    """Erase what was asked about events that ended before then."""
    over = select(CalendarInvite.id).join(Invitee).join(Event).where(Event.ends_at < before)
    db.execute(delete(OpenAnswer).where(OpenAnswer.invite_id.in_(over)), execution_options=_PLAIN)


_PLAIN = {"synchronize_session": False}


def _end(db: orm.Session, *which: object, now: datetime) -> None:
    empty = {"delegate": "", "proposed_start": None, "proposed_end": None}
    ended = update(OpenAnswer).where(OpenAnswer.settled_at.is_(None), *which)  # type: ignore[arg-type]
    db.execute(ended.values(settled_at=now, **empty), execution_options=_PLAIN)
