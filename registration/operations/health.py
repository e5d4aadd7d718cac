"""How it stands with the installation, in figures that name nobody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import orm

from registration.operations import queries

SILENT_AFTER = timedelta(minutes=3)
"""A worker beats every minute; after three it is taken for dead."""
LATE_AFTER = timedelta(minutes=15)
"""A mail that somebody waits for leaves at once; after a quarter of an hour something is wrong."""


@dataclass(frozen=True)
class Health:
    """What was found. Seconds are None where there was no beat, or no mail is due."""

    database: bool
    migrations: bool = False
    worker_seconds: int | None = None
    mail_seconds: int | None = None

    @property
    def worker(self) -> bool:
        """Whether a worker gave a sign of life lately."""
        return self.worker_seconds is not None and self.worker_seconds <= SILENT_AFTER.total_seconds()

    @property
    def mail(self) -> bool:
        """Whether mails that somebody waits for leave."""
        return self.database and (self.mail_seconds or 0) <= LATE_AFTER.total_seconds()

    @property
    def ready(self) -> bool:
        """Whether all is well."""
        return self.database and self.migrations and self.worker and self.mail


UNREACHABLE = Health(database=False)


def look(db: orm.Session, now: datetime) -> Health:
    """Ask the database. Raises SQLAlchemyError where it does not answer."""
    if queries.revision(db) != queries.head():
        return Health(database=True)
    beat, due = queries.last_beat(db), queries.oldest_prompt(db, now)
    return Health(True, True, _seconds(beat, now), _seconds(due, now))


def _seconds(since: datetime | None, now: datetime) -> int | None:
    return None if since is None else max(0, int((now - since).total_seconds()))
