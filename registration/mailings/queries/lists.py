"""Lists of mailings and recipients, and their counts. The number of queries never grows with the rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, case, distinct, func, orm, select

from registration.mailings.models import Mailing, MailingState, Reason, Recipient, RecipientState
from registration.mailings.queries.rules import has_opted_out, has_registration, reason_now
from registration.outbox.models import MailState, OutgoingEmail

ON_ITS_WAY = (MailState.WAITING, MailState.SENDING)


@dataclass(frozen=True)
class Tally:
    """How many addresses get the mailing, and how many were taken out for which reason."""

    included: int = 0
    taken_out: dict[Reason, int] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        """All that were taken out."""
        return sum(self.taken_out.values())

    @property
    def given(self) -> int:
        """All that were pasted or taken from earlier events."""
        return self.included + self.left_out


class Outcome(StrEnum):
    """What the delivery page can be narrowed to."""

    ON_ITS_WAY = "on-its-way"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"
    SIGNED_UP = "signed-up"
    OPTED_OUT = "opted-out"


@dataclass(frozen=True)
class Progress:
    """How far a mailing has come, in addresses."""

    total: int
    on_its_way: int
    sent: int
    failed: int
    dropped: int
    signed_up: int
    opted_out: int

    @property
    def is_running(self) -> bool:
        """Whether mails are still to leave."""
        return self.on_its_way > 0


def about_event(db: orm.Session, event_id: int) -> Sequence[Mailing]:
    """The event's mailings, the newest first."""
    wanted = select(Mailing).where(Mailing.event_id == event_id).order_by(Mailing.id.desc())
    return db.scalars(wanted.options(orm.raiseload(Mailing.event), orm.raiseload(Mailing.organisation))).all()


def counts(db: orm.Session, mailing_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """By mailing: how many addresses are in it, and to how many the mail was handed over."""
    handed_over = func.sum(case((OutgoingEmail.state == MailState.SENT, 1), else_=0))
    wanted = (
        select(Recipient.mailing_id, func.count(), handed_over)
        .outerjoin(OutgoingEmail, OutgoingEmail.id == Recipient.outgoing_email_id)
        .where(Recipient.mailing_id.in_(list(mailing_ids)), Recipient.state == RecipientState.INCLUDED)
        .group_by(Recipient.mailing_id)
    )
    return {mailing: (total, sent) for mailing, total, sent in db.execute(wanted)}


def count_invited(db: orm.Session, event_id: int) -> int:
    """How many different addresses were invited to the event."""
    wanted = (
        select(func.count(distinct(Recipient.email_key)))
        .join(Recipient.mailing)
        .where(
            Mailing.event_id == event_id,
            Mailing.state != MailingState.DRAFT,
            Recipient.state == RecipientState.INCLUDED,
        )
    )
    return db.scalar(wanted) or 0


def tally(db: orm.Session, mailing: Mailing) -> Tally:
    """How many get it at this moment, and how many do not, by reason."""
    reasons = select(reason_now(mailing).label("why")).where(_real(mailing)).subquery()
    wanted = select(reasons.c.why, func.count()).group_by(reasons.c.why)
    found = {why: number for why, number in db.execute(wanted)}  # noqa: C416  a Row is no pair to mypy
    taken_out = {why: found[why] for why in Reason if why in found}
    return Tally(found.get(None, 0), taken_out)


def listed(mailing: Mailing, reason: Reason | None = None, *, taken_out: bool = False) -> Select[Recipient]:
    """The recipients in the order given, each with `reason_now`: those who get it, or those taken out
    (for one reason, if given)."""
    why = reason_now(mailing)
    narrowed = why == reason if reason else (why.is_not(None) if taken_out else why.is_(None))
    wanted = select(Recipient).where(_real(mailing), narrowed).order_by(Recipient.position)
    bare = orm.raiseload(Recipient.mailing), orm.raiseload(Recipient.outgoing_email)
    return wanted.options(orm.with_expression(Recipient.reason_now, why), *bare)


def mails_of(mailing: Mailing) -> ColumnElement[bool]:
    """The mails of a mailing, as a condition for the outbox."""
    return OutgoingEmail.id.in_(select(Recipient.outgoing_email_id).where(Recipient.mailing_id == mailing.id))


def first_included(db: orm.Session, mailing: Mailing) -> Recipient | None:
    """The first recipient who gets it at this moment, for the preview."""
    wanted = select(Recipient).where(_real(mailing), reason_now(mailing).is_(None))
    return db.scalars(wanted.order_by(Recipient.position).limit(1)).first()


def any_included(db: orm.Session, mailing: Mailing, limit: int = 100) -> Sequence[Recipient]:
    """The first recipients who get the mailing, to choose one for the preview."""
    return db.scalars(listed(mailing).limit(limit)).all()


def delivered(mailing: Mailing, outcome: Outcome | None = None) -> Select[Recipient]:
    """The recipients of a mailing that was sent, each with its mail, `signed_up` and `opted_out`."""
    signed_up, opted_out = _since(mailing)
    wanted = (
        select(Recipient)
        .outerjoin(Recipient.outgoing_email)
        .where(Recipient.mailing_id == mailing.id, Recipient.state == RecipientState.INCLUDED)
        .order_by(Recipient.position)
        .options(
            orm.contains_eager(Recipient.outgoing_email),
            orm.raiseload(Recipient.mailing),
            orm.with_expression(Recipient.signed_up, signed_up),
            orm.with_expression(Recipient.opted_out, opted_out),
        )
    )
    narrowed = {
        Outcome.ON_ITS_WAY: OutgoingEmail.state.in_(ON_ITS_WAY),
        Outcome.SENT: (OutgoingEmail.state == MailState.SENT) | Recipient.outgoing_email_id.is_(None),
        Outcome.FAILED: OutgoingEmail.state == MailState.FAILED,
        Outcome.DROPPED: OutgoingEmail.state == MailState.DROPPED,
        Outcome.SIGNED_UP: signed_up,
        Outcome.OPTED_OUT: opted_out,
    }
    return wanted.where(narrowed[outcome]) if outcome else wanted


def progress(db: orm.Session, mailing: Mailing) -> Progress:
    """The counts of the delivery page, in one query."""
    signed_up, opted_out = _since(mailing)
    columns = (
        func.count(),
        *(_how_many(condition) for condition in _by_state()),
        _how_many(signed_up),
        _how_many(opted_out),
    )
    wanted = (
        select(*columns)
        .select_from(Recipient)
        .outerjoin(Recipient.outgoing_email)
        .where(Recipient.mailing_id == mailing.id, Recipient.state == RecipientState.INCLUDED)
    )
    return Progress(*(number or 0 for number in db.execute(wanted).one()))


def drained(db: orm.Session) -> Sequence[Mailing]:
    """The mailings being sent of which nothing waits in the outbox any more."""
    waiting = (
        select(Recipient.id)
        .join(Recipient.outgoing_email)
        .where(Recipient.mailing_id == Mailing.id, OutgoingEmail.state.in_(ON_ITS_WAY))
        .where(Recipient.state == RecipientState.INCLUDED)
    )
    return db.scalars(select(Mailing).where(Mailing.state == MailingState.SENDING, ~waiting.exists())).all()


def _real(mailing: Mailing) -> ColumnElement[bool]:
    """The mailing's rows, without the organiser's test copies."""
    return (Recipient.mailing_id == mailing.id) & (Recipient.state != RecipientState.TEST)


def _since(mailing: Mailing) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether a recipient has signed up, and has opted out: since then, for those before were left out."""
    key = Recipient.email_key.expression
    return has_registration(mailing.event_id, key), has_opted_out(mailing.organisation_id, key)


def _by_state() -> tuple[ColumnElement[bool], ...]:
    """In the order of Progress. A mail whose row was erased after its time was sent."""
    state = OutgoingEmail.state
    gone = Recipient.outgoing_email_id.is_(None)
    return (
        state.in_(ON_ITS_WAY),
        (state == MailState.SENT) | gone,
        state == MailState.FAILED,
        state == MailState.DROPPED,
    )


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
