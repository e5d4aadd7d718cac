"""Questions about the outbox."""

from datetime import datetime

from sqlalchemy import Select, orm, select

from registration.outbox.models import MailState, OutgoingEmail


def due(db: orm.Session, now: datetime, limit: int) -> list[OutgoingEmail]:
    """Up to `limit` mails that may be claimed: those whose lease ran out first, then by priority and time.

    On PostgreSQL they are locked, and those locked by another worker are passed over.
    """
    abandoned = _locked(
        select(OutgoingEmail)
        .where(OutgoingEmail.state == MailState.SENDING, OutgoingEmail.leased_until <= now)
        .order_by(OutgoingEmail.leased_until, OutgoingEmail.id)
        .limit(limit)
    )
    found = list(db.scalars(abandoned))
    waiting = _locked(
        select(OutgoingEmail)
        .where(OutgoingEmail.state == MailState.WAITING, OutgoingEmail.due_at <= now)
        .order_by(OutgoingEmail.priority, OutgoingEmail.due_at, OutgoingEmail.id)
        .limit(limit - len(found))
    )
    return found + list(db.scalars(waiting))


def _locked(wanted: Select[OutgoingEmail]) -> Select[OutgoingEmail]:
    return wanted.options(orm.undefer(OutgoingEmail.content)).with_for_update(skip_locked=True)


def anything_due(db: orm.Session, now: datetime) -> bool:
    """Whether there is anything to claim; a cheap question, asked before taking the writers' place."""
    waiting = OutgoingEmail.state == MailState.WAITING, OutgoingEmail.due_at <= now
    abandoned = OutgoingEmail.state == MailState.SENDING, OutgoingEmail.leased_until <= now
    wanted = (select(OutgoingEmail.id).where(*which).limit(1) for which in (waiting, abandoned))
    return any(db.scalar(one) is not None for one in wanted)
