"""Claiming: the due mails that a worker may send next, made where they were never made, under a lease.

One short writing transaction. Here, and nowhere else, it is decided how many the pace lets go.
"""

import logging
import random
import time
import traceback
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, orm

from registration.core.site import Site
from registration.outbox import backoff, queries, quota, route
from registration.outbox.carrier import Claim
from registration.outbox.email import preparers
from registration.outbox.freezing import Unrenderable, freeze
from registration.outbox.models import Failure, MailDeparture, MailState, OutgoingEmail, Priority
from registration.outbox.pace import UNLIMITED, Pace

BATCH = 10
MOST = 40
"""The largest batch; claims grow while mails leave quickly."""
LEASE = timedelta(minutes=4)
"""How long a worker may take for its batch. What it cannot begin in that time it gives back."""
WRITING_BUDGET = 0.1
"""Seconds of this thread's own work in one claim: other writers are waiting. Looked at after every BATCH and not by
the clock: on a busy machine each claim would take one mail, and make the machine busier."""
RENDERINGS = 8
"""How often making a mail may fail before it is shown as failed."""

log = logging.getLogger(__name__)
chance = random.Random()


def claim(
    db: orm.Session,
    site: Site,
    *,
    now: datetime,
    owner: str,
    batch: int = BATCH,
    pace: Pace = UNLIMITED,
) -> list[Claim]:
    """Take up to `batch` due mails for `owner`, no more than the pace allows. In a writing transaction.

    Mails with nothing to say any more are dropped, those that cannot be made are put off and then failed.
    """
    begun, made = time.thread_time(), []
    rows = _next(db, now, batch, pace)
    known: set[object] = set()
    for few in (rows[first : first + BATCH] for first in range(0, len(rows), BATCH)):
        known.update(_prepared(db, few))
        for row in few:
            if _make(db, row, site, now):
                made.append(row)
            # The session forgets what nobody holds: mails about one event would load it again for each of them.
            if len(known) != len(db.identity_map):
                known.update(db.identity_map.values())
        if time.thread_time() - begun > WRITING_BUDGET:
            break
    claims = [_take(db, row, now, owner, pace) for row in made]
    db.flush()
    return claims


def _prepared(db: orm.Session, rows: Sequence[OutgoingEmail]) -> set[object]:
    """What the mails that are still to be made will ask for, loaded for each kind at once."""
    known: set[object] = set()
    by_kind: dict[str, list[OutgoingEmail]] = {}
    for row in rows:
        if row.frozen_at is None and row.kind in preparers:
            by_kind.setdefault(row.kind, []).append(row)
    for kind, alike in by_kind.items():
        known.update(preparers[kind](db, alike))
    return known


def _next(db: orm.Session, now: datetime, batch: int, pace: Pace) -> list[OutgoingEmail]:
    if not pace.limited:
        return queries.due(db, now, batch)
    route.locked(db)  # claims of several workers come one after another, or each would count the same room
    room = quota.room_now(db, pace, now)
    first = _due(db, now, min(batch, room.prompt), ~queries.IS_PATIENT)
    return first + _due(
        db, now, min(batch - len(first), room.patient, room.total - len(first)), queries.IS_PATIENT
    )


def _due(db: orm.Session, now: datetime, limit: int, which: ColumnElement[bool]) -> list[OutgoingEmail]:
    return queries.due(db, now, limit, which) if limit > 0 else []


def _make(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> bool:
    """Whether there is a mail to send; if not, the row says why. The lease comes later, for all at once: a flush for
    each would double the writing."""
    try:
        if freeze(db, row, site, now):
            return True
    except Unrenderable as problem:
        log.warning("mail %s (%s) cannot be made: %s", row.public_id, row.kind, _where(problem.__cause__))
        _count_attempt(row, now)
        _put_off_making(row, problem, now)
    else:
        _count_attempt(row, now)
        row.state = MailState.DROPPED
    return False


def _take(db: orm.Session, row: OutgoingEmail, now: datetime, owner: str, pace: Pace) -> Claim:
    _count_attempt(row, now)
    row.state, row.lease_owner, row.leased_until = MailState.SENDING, owner, now + LEASE
    return _claim_of(row, now, _departure(db, row) if pace.limited else None)


def _count_attempt(row: OutgoingEmail, now: datetime) -> None:
    row.tried_since = row.tried_since or now
    row.attempts += 1


def _where(cause: BaseException | None) -> str:
    """The kind of an error and the places it came through; not its words, which may hold an address."""
    places = traceback.format_tb(cause.__traceback__) if cause else []
    return "\n".join([type(cause).__name__, *places])


def _put_off_making(row: OutgoingEmail, problem: Unrenderable, now: datetime) -> None:
    row.last_error, row.failure = problem.reason, Failure.UNMADE
    row.due_at = now + backoff.pause(row.attempts, backoff.CAP, chance)
    row.state = MailState.FAILED if problem.final or row.attempts >= RENDERINGS else MailState.WAITING


def _departure(db: orm.Session, row: OutgoingEmail) -> int:
    """Count the try at the last moment at which it can happen; the answer will say the true one."""
    made = MailDeparture(at=row.leased_until, patient=row.priority is not Priority.PROMPT)
    db.add(made)
    db.flush()
    return made.id


def _claim_of(row: OutgoingEmail, now: datetime, departure: int | None) -> Claim:
    return Claim(
        id=row.id,
        public_id=row.public_id,
        recipient=row.recipient,
        subject=row.subject,
        attempts=row.attempts,
        frozen_at=row.frozen_at or now,
        tried_since=row.tried_since or now,
        leased_until=now + LEASE,
        content=row.content or b"",
        departure=departure,
    )
