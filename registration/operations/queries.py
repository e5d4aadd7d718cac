"""Questions about the state of the installation."""

from datetime import datetime
from functools import cache
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, orm, select

from registration.operations.models import WorkerHeartbeat
from registration.outbox.models import MailState, OutgoingEmail, Priority

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def last_beat(db: orm.Session) -> datetime | None:
    """When a worker last gave a sign of life."""
    return db.scalar(select(WorkerHeartbeat.at))


def oldest_prompt(db: orm.Session, now: datetime) -> datetime | None:
    """Since when the oldest mail that somebody waits for is due; mails of mailings may wait for hours, by the pace."""
    waiting = OutgoingEmail.state == MailState.WAITING, OutgoingEmail.priority == Priority.PROMPT
    return db.scalar(select(func.min(OutgoingEmail.due_at)).where(*waiting, OutgoingEmail.due_at <= now))


def revision(db: orm.Session) -> str:
    """The revision that the database stands at; "" where it never was migrated."""
    return MigrationContext.configure(db.connection()).get_current_revision() or ""


@cache
def head() -> str:
    """The revision that the program needs."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def knows(revision: str) -> bool:
    """Whether the program has the revision, so that it can go on from there."""
    return revision in {one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
