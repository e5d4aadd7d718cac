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

from registration.core.remembering import remembering
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
    with remembering(db):
        for few in (rows[first : first + BATCH] for first in range(0, len(rows), BATCH)):
            known.update(_prepared(db, few))
            made += _make(db, few, site, now, owner, known)
            if time.thread_time() - begun > WRITING_BUDGET:
                break
    departures = _departures(db, made) if pace.limited else {}
    return [_claim_of(row, now, departures.get(row.id)) for row in made]


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


def _make(
    db: orm.Session, few: list[OutgoingEmail], site: Site, now: datetime, owner: str, known: set[object]
) -> list[OutgoingEmail]:
    """Those of which there is a mail to send, under a lease; the others' rows say why not. `known` keeps what the
    session would forget: mails about one event would load it again for each of them.

    A mail that cannot be made is rare, and a savepoint for each costs more than a mail. So they are made under one;
    when it breaks all are made once more, each under its own.
    """
    try:
        with db.begin_nested():
            return [row for row in few if _made(db, row, site, now, owner, known)]
    except Unrenderable:
        return [row for row in few if _made_alone(db, row, site, now, owner, known)]


def _made(
    db: orm.Session, row: OutgoingEmail, site: Site, now: datetime, owner: str, known: set[object]
) -> bool:
    """Whether there is a mail to send. Raises Unrenderable."""
    is_there = freeze(db, row, site, now)
    _count_attempt(row, now)
    if is_there:
        row.state, row.lease_owner, row.leased_until = MailState.SENDING, owner, now + LEASE
    else:
        row.state = MailState.DROPPED
    if len(known) != len(db.identity_map):
        known.update(db.identity_map.values())
    return is_there


def _made_alone(
    db: orm.Session, row: OutgoingEmail, site: Site, now: datetime, owner: str, known: set[object]
) -> bool:
    try:
        with db.begin_nested():
            return _made(db, row, site, now, owner, known)
    except Unrenderable as problem:
        log.warning("mail %s (%s) cannot be made: %s", row.public_id, row.kind, _where(problem.__cause__))
        _count_attempt(row, now)
        _put_off_making(row, problem, now)
    return False


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


def _departures(db: orm.Session, made: list[OutgoingEmail]) -> dict[int, int]:
    """Count the tries at the last moment at which they can happen; the answers will say the true ones."""
    counted = {
        row.id: MailDeparture(at=row.leased_until, patient=row.priority is not Priority.PROMPT)
        for row in made
    }
    db.add_all(counted.values())
    db.flush()
    return {number: one.id for number, one in counted.items()}


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
