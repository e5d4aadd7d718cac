"""Putting mails into the outbox, in the caller's transaction."""

from datetime import datetime

from sqlalchemy import orm, select

from registration.core.tokens import new_public_id
from registration.outbox.email import Draft
from registration.outbox.models import MailState, OutgoingEmail


def enqueue(db: orm.Session, draft: Draft, *, now: datetime, due_at: datetime | None = None) -> OutgoingEmail:
    """Write the mail's row; due at once unless `due_at` (aware) says later. A known dedupe key gives the row that is there."""
    known = find_by_key(db, draft.dedupe_key)
    if known is not None:
        return known
    kind, number = draft.about or ("", None)
    row = OutgoingEmail(
        public_id=new_public_id(),
        kind=draft.kind,
        priority=draft.priority,
        recipient=draft.recipient,
        recipient_name=draft.recipient_name,
        language=draft.language,
        context=dict(draft.context),
        dedupe_key=draft.dedupe_key,
        due_at=due_at or now,
        created_at=now,
        about_kind=kind,
        about_id=number,
        organisation_id=draft.organisation_id,
    )
    db.add(row)
    db.flush()
    return row


def find_by_key(db: orm.Session, dedupe_key: str) -> OutgoingEmail | None:
    """The mail with this dedupe key."""
    return db.scalar(select(OutgoingEmail).where(OutgoingEmail.dedupe_key == dedupe_key))


def drop_unsent(db: orm.Session, dedupe_key: str) -> bool:
    """Take back a mail that nobody has claimed yet; True if there was one. Its fact no longer holds."""
    row = find_by_key(db, dedupe_key)
    if row is None or row.frozen:
        return False
    row.state = MailState.DROPPED
    db.flush()
    return True
