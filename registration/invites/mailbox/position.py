"""How far the mailbox was read, and how it stands with it: the one row of ReplyMailbox, for all workers."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import orm, select, update
from sqlalchemy.dialects import postgresql, sqlite

from registration.config import Settings
from registration.invites.mailbox.problems import Unreachable
from registration.invites.models import MailboxFailure, ReplyMailbox

THE_ONE = 1
LEASE = timedelta(minutes=10)
"""After this a reader that says nothing more is taken for dead."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
SAID_AFTER = timedelta(hours=1)
"""An outage shorter than this is none that an organiser must know of."""
SAID_AT_ONCE = (MailboxFailure.ACCOUNT, MailboxFailure.FOLDER, MailboxFailure.TLS, MailboxFailure.DNS)
"""These do not mend themselves: somebody has to change a setting."""


@dataclass(frozen=True)
class Outage:
    """Answers are not collected: since when, why, and what the server said."""

    since: datetime
    failure: MailboxFailure
    said: str


def place_of(settings: Settings) -> str:
    """What the UIDs belong to."""
    parts = settings.imap_server, str(settings.imap_port), settings.imap_username, settings.imap_folder
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def claim(db: orm.Session, place: str, now: datetime, *, at_once: bool = False) -> bool:
    """Whether this worker may read now; then no other does until `release`, `fail` or the end of the lease. `at_once`
    does not wait out the pause after a failure."""
    row = _locked(db)
    if row.busy_until is not None and row.busy_until > now:
        return False
    if row.place != place:
        row.place, row.uid_validity, row.last_uid = place, None, 0
        row.failing_since, row.failure, row.last_error, row.paused_until = None, None, "", None
    if not at_once and row.paused_until is not None and row.paused_until > now:
        return False
    row.busy_until = now + LEASE
    db.flush()
    return True


def begun(db: orm.Session, uid_validity: int) -> int | None:
    """The last UID that was read; None where all UIDs are new: the first time, or when the server gave new ones."""
    row = _locked(db)
    if row.uid_validity == uid_validity:
        return row.last_uid or None
    row.uid_validity, row.last_uid = uid_validity, 0
    db.flush()
    return None


def advance(db: orm.Session, uid_validity: int, uid: int) -> None:
    """All up to this UID is read. Never goes back, and means nothing for UIDs that hold no longer."""
    known = ReplyMailbox.uid_validity == uid_validity, ReplyMailbox.last_uid < uid
    db.execute(update(ReplyMailbox).where(*known).values(last_uid=uid), execution_options=_PLAIN)


def release(db: orm.Session, now: datetime) -> None:
    """Reading is over, and went well."""
    well = {
        "failing_since": None,
        "failure": None,
        "last_error": "",
        "collected_at": now,
        "paused_until": None,
    }
    db.execute(update(ReplyMailbox).values(busy_until=None, **well), execution_options=_PLAIN)


def fail(db: orm.Session, problem: Unreachable, now: datetime) -> None:
    """The mailbox is out of reach: the next try waits as long as the outage has lasted by now."""
    row = _locked(db)
    row.busy_until, row.failing_since = None, row.failing_since or now
    row.failure, row.last_error = problem.failure, str(problem)
    row.paused_until = now + min(max(now - row.failing_since, FIRST_PAUSE), LONGEST_PAUSE)
    db.flush()


def outage(db: orm.Session, settings: Settings, now: datetime) -> Outage | None:
    """What the desk has to say about the mailbox; None when it is read, or not to be read at all."""
    row = db.get(ReplyMailbox, THE_ONE, populate_existing=True) if settings.imap_server else None
    if row is None or row.failing_since is None or row.failure is None or row.place != place_of(settings):
        return None
    if row.failure not in SAID_AT_ONCE and now - row.failing_since < SAID_AFTER:
        return None
    return Outage(row.failing_since, row.failure, row.last_error)


_PLAIN = {"synchronize_session": False}


def _locked(db: orm.Session) -> ReplyMailbox:
    """The row, made if need be, held until the commit."""
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    empty = {"id": THE_ONE, "place": "", "last_uid": 0, "last_error": ""}
    wanted = select(ReplyMailbox).where(ReplyMailbox.id == THE_ONE).with_for_update()
    wanted = wanted.execution_options(populate_existing=True)
    found = db.scalar(wanted)
    if found is None:
        db.execute(insert(ReplyMailbox).values(empty).on_conflict_do_nothing())
        found = db.scalars(wanted).one()
    return found
