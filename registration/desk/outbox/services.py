"""What an organiser may do with a mail; each act leaves a line in the audit trail."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, orm

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.outbox import services
from registration.outbox.models import MailState, OutgoingEmail

MOST = 5000
"""How many mails one act may concern."""


def send_again(db: orm.Session, actor: Actor, public_id: str, *, now: datetime) -> OutgoingEmail:
    """Make a mail that did not leave due at once. Raises as registration.outbox.services.send_again does."""
    row = services.send_again(db, public_id, now=now)
    _record(db, actor, "email.sent again", row, now)
    return row


def drop(db: orm.Session, actor: Actor, public_id: str, *, now: datetime) -> OutgoingEmail:
    """Give up a mail that did not leave. Raises as registration.outbox.services.drop does."""
    row = services.drop(db, public_id)
    _record(db, actor, "email.dropped", row, now)
    return row


def send_all_again(db: orm.Session, actor: Actor, wanted: Select[OutgoingEmail], *, now: datetime) -> int:
    """Make all of these due at once; gives how many. Those that a worker has taken meanwhile are left to it."""
    rows = _held(db, wanted)
    for row in rows:
        services.make_due(row, now)
        _record(db, actor, "email.sent again", row, now)
    db.flush()
    return len(rows)


def drop_all(db: orm.Session, actor: Actor, wanted: Select[OutgoingEmail], *, now: datetime) -> int:
    """Give all of these up; gives how many."""
    rows = _held(db, wanted)
    for row in rows:
        row.state = MailState.DROPPED
        _record(db, actor, "email.dropped", row, now)
    db.flush()
    return len(rows)


def _held(db: orm.Session, wanted: Select[OutgoingEmail]) -> Sequence[OutgoingEmail]:
    """The mails as they are now, held until the commit; at most a few thousand, the newest first."""
    return db.scalars(wanted.limit(MOST).with_for_update(skip_locked=True)).all()


def _record(db: orm.Session, actor: Actor, action: str, row: OutgoingEmail, now: datetime) -> None:
    thing = ("email", row.id)
    audit.record(
        db, actor, action, thing, now=now, after={"kind": row.kind}, organisation_id=row.organisation_id
    )
