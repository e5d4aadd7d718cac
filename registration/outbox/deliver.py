"""Delivering what is due: claim a few, send them, note each answer at once.

A claim is a short writing transaction (registration.outbox.claiming). Only then is SMTP spoken. A worker that
dies leaves its lease to run out; the next one sends the same bytes under the same Message-ID. So a mail may come
twice after a crash (the one that was on the wire), and none is lost.
"""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, orm, update

from registration.core import clock
from registration.core.site import Site
from registration.core.tokens import new_public_id
from registration.outbox import backoff, noting, queries, route
from registration.outbox.carrier import (
    Broken,
    Carrier,
    Claim,
    Deferred,
    NotSent,
    Refused,
    SlowDown,
    Unreachable,
)
from registration.outbox.claiming import BATCH, LEASE, MOST, claim
from registration.outbox.forecast import next_departure
from registration.outbox.models import MailDeparture, MailState, OutgoingEmail
from registration.outbox.pace import UNLIMITED, Pace
from registration.web.writing import reading, writing

__all__ = ["LEASE", "Tally", "claim", "drain", "never"]

ONE_MAIL = timedelta(seconds=100)
"""The longest that one mail may take, connecting included; with less of the lease left none is begun."""
MOST_BREAKS = 3
"""So many connections that broke one after another are the server's fault, and no mail's."""

Stop = Callable[[], bool]

log = logging.getLogger(__name__)
chance = random.Random()


@dataclass
class Tally:
    """What one run has done; `again_at` says when the pace or the server lets the next mail go."""

    sent: int = 0
    failed: int = 0
    postponed: int = 0
    out_of_reach: bool = False
    again_at: datetime | None = None

    @property
    def done(self) -> int:
        """Mails that got an answer, or should have."""
        return self.sent + self.failed + self.postponed


def never() -> bool:
    """The default answer to "shall I stop?"."""
    return False


@dataclass
class _Run:
    """One worker's run: what it works with, and what it has seen of the server."""

    carrier: Carrier
    site: Site
    pace: Pace
    stop: Stop
    owner: str = field(default_factory=new_public_id)
    tally: Tally = field(default_factory=Tally)
    batch: int = BATCH
    breaks: int = 0
    troubled: bool = False
    """Whether the route says that something is wrong; the first answer mends it."""

    @property
    def halted(self) -> bool:
        """Whether no further mail is to be begun."""
        return self.tally.out_of_reach or self.tally.again_at is not None or self.stop()


def drain(
    carrier: Carrier,
    site: Site,
    *,
    pace: Pace = UNLIMITED,
    stop: Stop = never,
    limit: int | None = None,
) -> Tally:
    """Deliver what is due, about `limit` mails at most, until `stop()`, or until the pace, or the server, says halt.

    Needs an application context. Safe to run in any number of threads and processes at once.
    """
    run = _Run(carrier, site, pace, stop, batch=BATCH if limit is None else min(BATCH, limit))
    with carrier:
        while not (run.halted or (limit is not None and run.tally.done >= limit)):
            claims = _claim_some(run)
            if claims is None:
                break
            _send_all(run, claims)
    return run.tally


def _claim_some(run: _Run) -> list[Claim] | None:
    """The next claims; None when nothing may go. Looks before it takes the writers' place."""
    now = clock.now()
    if not _anything_to_do(run, now):
        reading().rollback()
        return None
    with writing() as db:
        claims = claim(db, run.site, now=now, owner=run.owner, batch=run.batch, pace=run.pace)
    run.batch = min(2 * run.batch, MOST)
    if claims or not run.pace.limited:
        return claims
    again = next_departure(reading(), run.pace, now)
    if again is not None and again <= now:
        return []  # what was claimed came to nothing, and others may go in its place
    run.tally.again_at = again
    return None


def _anything_to_do(run: _Run, now: datetime) -> bool:
    found = route.current(reading())
    run.troubled = found is not None and found.failing_since is not None
    if found is not None and found.paused_until is not None and found.paused_until > now:
        run.tally.again_at = found.paused_until
        return False
    return queries.anything_due(reading(), now)


def _send_all(run: _Run, claims: list[Claim]) -> None:
    """Send one after another; what cannot be begun any more is given back unsent."""
    for number, one in enumerate(claims):
        if run.halted or clock.now() > one.leased_until - ONE_MAIL:
            for left in claims[number:]:
                _note(run, left, tried=False, state=MailState.WAITING, attempts=left.attempts - 1)
            return
        _send_one(run, one)


def _send_one(run: _Run, one: Claim) -> None:
    try:
        file_name = run.carrier.send(one)
    except Refused as problem:
        run.tally.failed += 1
        run.breaks = 0
        _fail(run, one, problem)
    except Deferred as problem:
        run.tally.postponed += 1
        _postpone(run, one, problem)
    except Unreachable as problem:
        run.tally.postponed += 1
        _wait_for_the_server(run, one, problem)
    else:
        run.tally.sent += 1
        run.breaks = 0
        noting.sent(one, file_name, clock.now())
        _mend(run)


def _fail(run: _Run, one: Claim, problem: NotSent) -> None:
    _note(run, one, state=MailState.FAILED, due_at=clock.now(), told_at=None, **_why(problem))


def _why(problem: NotSent) -> dict[str, Any]:
    return {"last_error": str(problem), "failure": problem.failure}


def _postpone(run: _Run, one: Claim, problem: Deferred) -> None:
    """Try again later, or give up after the days of trying. All wait where the server wants that."""
    now = clock.now()
    log.warning("mail %s not sent, attempt %d: %s", one.public_id, one.attempts, problem.failure)
    if backoff.given_up(one.tried_since, now):
        _fail(run, one, problem)
    else:
        due_at = now + backoff.pause(one.attempts, backoff.CAP, chance)
        answered = not isinstance(problem, Broken | SlowDown)
        _note(run, one, mends=answered, state=MailState.WAITING, due_at=due_at, **_why(problem))
    run.breaks = run.breaks + 1 if isinstance(problem, Broken) else 0
    if isinstance(problem, SlowDown) or run.breaks >= MOST_BREAKS:
        _stay_away(run, problem)
        run.tally.out_of_reach = isinstance(problem, Broken)


def _wait_for_the_server(run: _Run, one: Claim, problem: Unreachable) -> None:
    """No mail is to blame: it keeps its place, and the days of an outage are not counted against it."""
    log.warning("no mail can be sent: %s", problem.failure)
    _note(run, one, tried=False, state=MailState.WAITING, tried_since=None, **_why(problem))
    _stay_away(run, problem)
    run.tally.out_of_reach = True


def _stay_away(run: _Run, problem: NotSent) -> None:
    with writing() as db:
        run.tally.again_at = route.pause(db, problem, clock.now())


def _note(run: _Run, one: Claim, *, tried: bool = True, mends: bool = True, **values: object) -> None:
    """Commit what became of a mail that was not sent, while its lease is ours.

    `tried`: whether it counts for the pace; `mends`: whether the server has shown that it is there.
    """
    ours = OutgoingEmail.lease_owner == run.owner, OutgoingEmail.state == MailState.SENDING
    wanted = update(OutgoingEmail).where(OutgoingEmail.id == one.id, *ours)
    with writing() as db:
        # By the connection: the session has nothing of this to keep, and takes half a millisecond to find that out.
        db.connection().execute(wanted.values(leased_until=None, lease_owner="", **values))
        _note_departure(db, one, tried)
    if tried and mends:
        _mend(run)


def _mend(run: _Run) -> None:
    """The server is there after all."""
    if run.troubled:
        with writing() as db:
            route.works(db)
        run.troubled = False


def _note_departure(db: orm.Session, one: Claim, tried: bool) -> None:
    """Say when the try was, or that there was none."""
    if one.departure is None:
        return
    mine = MailDeparture.id == one.departure
    change = (
        update(MailDeparture).where(mine).values(at=clock.now())
        if tried
        else delete(MailDeparture).where(mine)
    )
    db.execute(change.execution_options(synchronize_session=False))
