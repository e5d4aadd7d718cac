"""Reading what is new in the mailbox, mail by mail; each in a transaction of its own that also notes its UID."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from registration.config import Settings
from registration.core import clock
from registration.invites.incoming import MAX_MAIL
from registration.invites.mailbox import position
from registration.invites.mailbox.connection import Mailbox, Outline
from registration.invites.mailbox.problems import Unreachable
from registration.invites.services.replies import Outcome, take_reply
from registration.web.writing import writing

AT_ONCE = 200
"""Mails looked at in one run: then other tasks have their turn."""
STEP = 50
"""Mails whose outlines are asked for together."""
LOOKS_BACK = timedelta(days=30)
"""What is read the first time, and when the server has numbered all mails anew: what is known by then is harmless."""

log = logging.getLogger(__name__)


@dataclass
class Tally:
    """What one run did. `busy`: somebody else was reading, or the mailbox has a pause; `more`: there is more than one
    run takes."""

    seen: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    skipped: int = 0
    """Too large, or not to be read without breaking."""
    busy: bool = False
    more: bool = False
    problem: Unreachable | None = None


def collect(
    settings: Settings,
    *,
    stop: Callable[[], bool] = lambda: False,
    limit: int = AT_ONCE,
    at_once: bool = False,
) -> Tally:
    """Read what is new, unless another worker is at it or a pause after a failure goes on (`at_once` minds none).

    A mailbox out of reach is noted for the desk and told, never raised; a database that fails is raised, and the
    mail at hand is read again.
    """
    tally = Tally()
    with writing() as db:
        tally.busy = not position.claim(db, position.place_of(settings), clock.now(), at_once=at_once)
    if tally.busy:
        return tally
    try:
        with Mailbox(settings) as mailbox:
            _read_on(mailbox, tally, stop, limit)
    except Unreachable as problem:
        tally.problem = problem
        with writing() as db:
            position.fail(db, problem, clock.now())
        return tally
    with writing() as db:
        position.release(db, clock.now())
    return tally


def _read_on(mailbox: Mailbox, tally: Tally, stop: Callable[[], bool], limit: int) -> None:
    until = clock.now() + position.LEASE / 2
    with writing() as db:
        last = position.begun(db, mailbox.uid_validity)
    fresh = mailbox.since((clock.now() - LOOKS_BACK).date()) if last is None else mailbox.newer_than(last)
    tally.more = len(fresh) > limit
    for uids in _steps(fresh[:limit]):
        for outline in mailbox.outlines(uids):
            if stop() or clock.now() > until:
                tally.more = True
                return
            if outline.for_us:
                _take(mailbox, outline, tally)
        tally.seen += len(uids)
        with writing() as db:
            position.advance(db, mailbox.uid_validity, uids[-1])


def _steps(uids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (uids[start : start + STEP] for start in range(0, len(uids), STEP))


def _take(mailbox: Mailbox, outline: Outline, tally: Tally) -> None:
    raw = mailbox.content(outline.uid) if outline.size <= MAX_MAIL else b"x" * (MAX_MAIL + 1)
    if raw is None:
        return
    try:
        with writing() as db:
            outcomes = take_reply(db, raw, now=clock.now())
            position.advance(db, mailbox.uid_validity, outline.uid)
    except OperationalError:
        raise
    except Exception as fault:
        log.error("mail with UID %d of the mailbox breaks the reader: %s", outline.uid, type(fault).__name__)  # noqa: TRY400 - the trace would hold a stranger's text
        outcomes = (Outcome.UNREADABLE,)
        with writing() as db:
            position.advance(db, mailbox.uid_validity, outline.uid)
    tally.outcomes.update(outcomes)
    tally.skipped += Outcome.UNREADABLE in outcomes
