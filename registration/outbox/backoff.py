"""When a mail that could not be sent is tried again, and when it is given up."""

import random
from datetime import datetime, timedelta

FIRST = timedelta(minutes=1)
CAP = timedelta(hours=4)
FLOOR = timedelta(seconds=10)
PATIENCE = timedelta(days=5)
"""How long a mail is tried before it is given up, as mail servers do (RFC 5321, 4.5.4.1)."""


def pause(attempts: int, cap: timedelta, chance: random.Random) -> timedelta:
    """How long to wait after `attempts` of them: anything up to a limit that doubles ("full jitter"), so that
    mails which failed together do not come back together."""
    limit = min(cap, FIRST * int(2 ** min(attempts - 1, 16)))
    return max(FLOOR, limit * chance.random())


def given_up(tried_since: datetime, now: datetime) -> bool:
    """Whether the days of trying are over."""
    return now - tried_since >= PATIENCE
