"""Delivering what is due: claim a few, send them, note each answer at once.

A claim is a short writing transaction: it takes the oldest few, makes those that were never made (their
bytes are frozen there), gives them a lease and commits. Only then is SMTP spoken. A worker that dies leaves
its lease to run out; the next one sends the same bytes under the same Message-ID. So a mail may come twice
after a crash (the one that was on the wire), and none is lost.
"""

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import orm, update

from registration.core import clock
from registration.core.site import Site
from registration.core.tokens import new_public_id
from registration.outbox import backoff, queries
from registration.outbox.carrier import Carrier, Claim, Deferred, Refused, Unreachable
from registration.outbox.freezing import Unrenderable, freeze
from registration.outbox.models import MailState, OutgoingEmail
from registration.web.writing import reading, writing

BATCH = 10
LEASE = timedelta(minutes=4)
"""More than a batch with every answer at the timeout: 10 × 10 s."""
ONE_MAIL = timedelta(seconds=100)
"""The longest that one mail may take, connecting included; with less of the lease left none is begun."""
WRITING_BUDGET = 0.1
"""Seconds of making mails in one claim: other writers are waiting."""
RENDERINGS = 8
"""How often making a mail may fail before it is shown as failed."""

Stop = Callable[[], bool]

log = logging.getLogger(__name__)
chance = random.Random()


@dataclass
class Tally:
    """What one run has done."""

    sent: int = 0
    failed: int = 0
    postponed: int = 0
    out_of_reach: bool = False


def never() -> bool:
    """The default answer to "shall I stop?"."""
    return False


def drain(carrier: Carrier, site: Site, *, stop: Stop = never, limit: int | None = None) -> Tally:
    """Deliver what is due, about `limit` mails at most, until `stop()` or until the server is out of reach.

    Needs an application context. Safe to run in any number of threads and processes at once.
    """
    tally, owner = Tally(), new_public_id()
    with carrier:
        while not (stop() or tally.out_of_reach or (limit is not None and _done(tally) >= limit)):
            claims = _claim_some(site, owner)
            if claims is None:
                break
            _send_all(carrier, claims, owner, tally, stop)
    return tally


def _done(tally: Tally) -> int:
    return tally.sent + tally.failed + tally.postponed


def _claim_some(site: Site, owner: str) -> list[Claim] | None:
    """The next claims; None when nothing is due. Looks before it takes the writers' place."""
    now = clock.now()
    if not queries.anything_due(reading(), now):
        reading().rollback()
        return None
    with writing() as db:
        return claim(db, site, now=now, owner=owner)


def claim(db: orm.Session, site: Site, *, now: datetime, owner: str, batch: int = BATCH) -> list[Claim]:
    """Take up to `batch` due mails for `owner`, making those that were never made. In a writing transaction.

    Mails with nothing to say any more are dropped, those that cannot be made are put off and then failed.
    """
    begun, claims = time.monotonic(), []
    for row in queries.due(db, now, batch):
        taken = _take(db, row, site, now, owner)
        if taken is not None:
            claims.append(taken)
        if time.monotonic() - begun > WRITING_BUDGET:
            break
    db.flush()
    return claims


def _take(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime, owner: str) -> Claim | None:
    row.tried_since = row.tried_since or now
    row.attempts += 1
    try:
        if not freeze(db, row, site, now):
            row.state = MailState.DROPPED
            return None
    except Unrenderable as problem:
        log.exception("mail %s (%s) cannot be made", row.public_id, row.kind)
        _put_off_making(row, problem, now)
        return None
    row.state, row.lease_owner, row.leased_until = MailState.SENDING, owner, now + LEASE
    return _claim_of(row, now)


def _put_off_making(row: OutgoingEmail, problem: Unrenderable, now: datetime) -> None:
    row.last_error = problem.reason
    row.due_at = now + backoff.pause(row.attempts, backoff.CAP, chance)
    row.state = MailState.FAILED if problem.final or row.attempts >= RENDERINGS else MailState.WAITING


def _claim_of(row: OutgoingEmail, now: datetime) -> Claim:
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
    )


def _send_all(carrier: Carrier, claims: list[Claim], owner: str, tally: Tally, stop: Stop) -> None:
    """Send one after another; what cannot be begun any more is given back unsent."""
    for number, one in enumerate(claims):
        if stop() or tally.out_of_reach or clock.now() > one.leased_until - ONE_MAIL:
            _give_back(claims[number:], owner)
            return
        _send_one(carrier, one, owner, tally)


def _send_one(carrier: Carrier, one: Claim, owner: str, tally: Tally) -> None:
    try:
        file_name = carrier.send(one)
    except Refused as problem:
        tally.failed += 1
        _note(one, owner, state=MailState.FAILED, last_error=str(problem))
    except Deferred as problem:
        tally.postponed += 1
        _postpone(one, owner, str(problem), backoff.CAP)
    except Unreachable as problem:
        tally.postponed += 1
        tally.out_of_reach = True
        _postpone(one, owner, str(problem), backoff.OUTAGE_CAP)
    else:
        tally.sent += 1
        _note(one, None, state=MailState.SENT, sent_at=clock.now(), filed_as=file_name, last_error="")


def _postpone(one: Claim, owner: str, problem: str, cap: timedelta) -> None:
    """Try again later, or give up after the days of trying."""
    now = clock.now()
    log.warning("mail %s not sent, attempt %d: %s", one.public_id, one.attempts, problem)
    if backoff.given_up(one.tried_since, now):
        _note(one, owner, state=MailState.FAILED, last_error=problem)
        return
    due_at = now + backoff.pause(one.attempts, cap, chance)
    _note(one, owner, state=MailState.WAITING, due_at=due_at, last_error=problem)


def _give_back(claims: list[Claim], owner: str) -> None:
    for one in claims:
        _note(one, owner, state=MailState.WAITING, attempts=one.attempts - 1)


def _note(one: Claim, owner: str | None, **values: object) -> None:
    """Commit what became of a mail; with an owner, only while the lease is ours (a sent mail is sent)."""
    wanted = (
        update(OutgoingEmail).where(OutgoingEmail.id == one.id).execution_options(synchronize_session=False)
    )
    if owner is not None:
        wanted = wanted.where(OutgoingEmail.lease_owner == owner, OutgoingEmail.state == MailState.SENDING)
    with writing() as db:
        db.execute(wanted.values(leased_until=None, lease_owner="", **values))
