"""What an organiser may do with a mail; each act leaves a line in the audit trail."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.outbox import services
from registration.outbox.models import OutgoingEmail


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


def _record(db: orm.Session, actor: Actor, action: str, row: OutgoingEmail, now: datetime) -> None:
    thing = ("email", row.id)
    audit.record(
        db, actor, action, thing, now=now, after={"kind": row.kind}, organisation_id=row.organisation_id
    )
