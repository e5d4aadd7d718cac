"""Whole mailings into the outbox. The session writes row by row (1 ms each, with the other writers waiting), so
these rows go in by Core's executemany: 5,000 in a fraction of a second."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import insert, orm, select, update

from registration.outbox.email import Draft
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.services import enqueue, hold_on, row_of


def enqueue_bulk(db: orm.Session, drafts: Sequence[Draft], *, now: datetime) -> dict[str, int]:
    """Write the rows, due at once; give the mails' ids by dedupe key. Known keys keep the known rows."""
    keys = [draft.dedupe_key for draft in drafts]
    known = ids_by_key(db, keys)
    fresh = [draft for draft in drafts if draft.dedupe_key not in known]
    if fresh:
        enqueue(db, fresh[0], now=now)  # by the session: its flush is what has the worker told
    if fresh[1:]:
        db.execute(insert(OutgoingEmail), [row_of(draft, now, now) for draft in fresh[1:]])
    return ids_by_key(db, keys)


def hold_many(db: orm.Session, drafts: Sequence[Draft], *, now: datetime, minutes: int) -> None:
    """As `hold` for each draft, in few statements: an edit of a large event concerns hundreds of people."""
    keys = [draft.dedupe_key for draft in drafts]
    known = {
        row.dedupe_key: row
        for row in db.scalars(select(OutgoingEmail).where(OutgoingEmail.dedupe_key.in_(keys)))
    }
    for draft in drafts:
        if draft.dedupe_key in known:
            hold_on(known[draft.dedupe_key], draft, now, minutes)
    due_at = now + timedelta(minutes=minutes)
    fresh = [draft for draft in drafts if draft.dedupe_key not in known]
    if fresh:
        enqueue(db, fresh[0], now=now, due_at=due_at)  # by the session: if due at once, the worker is told
    if fresh[1:]:
        db.execute(insert(OutgoingEmail), [row_of(draft, now, due_at) for draft in fresh[1:]])
    db.flush()


def ids_by_key(db: orm.Session, keys: Sequence[str]) -> dict[str, int]:
    """The ids of the mails that have these dedupe keys."""
    wanted = select(OutgoingEmail.dedupe_key, OutgoingEmail.id).where(OutgoingEmail.dedupe_key.in_(keys))
    return {row.dedupe_key: row.id for row in db.execute(wanted)}


def drop_many_unsent(db: orm.Session, dedupe_keys: Sequence[str]) -> None:
    """Take back those of the mails that nobody has claimed yet: their facts no longer hold."""
    if not dedupe_keys:
        return
    unsent = OutgoingEmail.state == MailState.WAITING, OutgoingEmail.frozen_at.is_(None)
    dropped = update(OutgoingEmail).where(OutgoingEmail.dedupe_key.in_(dedupe_keys), *unsent)
    db.execute(dropped.values(state=MailState.DROPPED), execution_options={"synchronize_session": "fetch"})
