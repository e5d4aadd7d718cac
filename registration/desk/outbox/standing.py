"""How it stands with the mail as a whole: whether the server takes any, since when not, and how many wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, orm, select

from registration.outbox import route
from registration.outbox.models import Failure, MailState, OutgoingEmail

SAID_AFTER = timedelta(hours=1)
"""An outage shorter than this is none that an organiser must know of."""
SAID_AT_ONCE = (Failure.ACCOUNT, Failure.TLS, Failure.DNS, Failure.DISK)
"""These do not mend themselves: somebody has to change a setting."""


@dataclass(frozen=True)
class Trouble:
    """No mail can be sent: since when, why, what the server said, and how many of one's own wait."""

    since: datetime
    failure: Failure
    said: str
    waiting: int


def trouble(db: orm.Session, now: datetime, organisations: Collection[int] | None) -> Trouble | None:
    """What the desk has to say about the mail server; None when mail goes out, or may go again in a moment.

    `organisations`: whose waiting mails are counted; None for all.
    """
    found = route.current(db)
    if found is None or found.failing_since is None or found.failure is None:
        return None
    if found.failure not in SAID_AT_ONCE and now - found.failing_since < SAID_AFTER:
        return None
    return Trouble(found.failing_since, found.failure, found.last_error, _waiting(db, now, organisations))


def _waiting(db: orm.Session, now: datetime, organisations: Collection[int] | None) -> int:
    due = OutgoingEmail.state == MailState.WAITING, OutgoingEmail.due_at <= now
    wanted = select(func.count()).select_from(OutgoingEmail).where(*due)
    if organisations is not None:
        wanted = wanted.where(OutgoingEmail.organisation_id.in_(organisations))
    return db.scalar(wanted) or 0
