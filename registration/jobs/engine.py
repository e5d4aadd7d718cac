"""Huey under our registry: one Huey task that runs any registered function by its name.

SqliteHuey in instance/huey.sqlite3, PostgresHuey where the database is PostgreSQL: the same code on one
machine and on several. A kick that cannot be written is logged and forgotten.
"""

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psycopg
from flask import Flask, current_app
from huey import PostgresHuey, SqliteHuey, crontab
from huey.api import Huey, TaskWrapper
from huey.storage import BaseSqlStorage, SqliteStorage
from sqlalchemy.exc import OperationalError

from registration.config import Settings
from registration.core import clock
from registration.jobs.registry import tasks

QUEUE = "zapisy"
PATIENCE = 1
"""Seconds that a request waits for the queue's file at most."""
TABLES_OF_HUEY = 4

log = logging.getLogger(__name__)
_stop = threading.Event()


def stopping() -> bool:
    """Whether this process was asked to stop; long tasks look between two steps."""
    return _stop.is_set()


def ask_to_stop() -> None:
    """Let long tasks of this process end at their next look."""
    _stop.set()


@dataclass
class Engine:
    """The application's Huey, opened when first needed."""

    app: Flask
    lock: threading.Lock = field(default_factory=threading.Lock)
    opened: tuple[Huey, TaskWrapper] | None = None
    file: int = 0
    """Which file the queue was opened in, by its inode; 0 for a database."""
    rounds: dict[str, int] = field(default_factory=dict)
    """Which round of each periodic task was asked for last."""
    planned: dict[str, datetime] = field(default_factory=dict)
    """When each task was asked to run later: one wish at a time is enough."""

    @property
    def huey(self) -> Huey:
        """The queue, for the worker."""
        return self._open()[0]

    def kick(self, name: str) -> None:
        """Ask the worker to run the task soon. Raises whatever the storage raises."""
        if self.file:
            self.mend()
        try:
            self._open()[1](name)
        except psycopg.errors.UndefinedTable:
            self.mend()
            self._open()[1](name)

    def kick_at(self, name: str, when: datetime, now: datetime) -> None:
        """Ask the worker to run the task at a later moment. Raises whatever the storage raises."""
        before = self.planned.get(name)
        if before is None or not now < before <= when:
            self._open()[1].schedule((name,), eta=when)
            self.planned[name] = when

    def tick(self, now: datetime) -> list[str]:
        """The tasks whose next round has come; all of them the first time. A late tick misses none."""
        due = [
            one for one in tasks.values() if one.minutes and self.rounds.get(one.name) != one.round_at(now)
        ]
        self.rounds.update({one.name: one.round_at(now) for one in due})
        return [one.name for one in due]

    def mend(self) -> None:
        """Make the queue's storage anew where it was deleted while we run, or go over to what others made anew."""
        with self.lock:
            storage = self.opened[0].storage if self.opened else None
            if storage is None or not _is_gone(storage, self.file):
                return
            log.warning("the queue's storage was deleted: it is made anew, sweeps find what it knew")
            storage.close()
            storage.initialize_schema()
            self.file = _file(storage)

    def close(self) -> None:
        """Let go of the queue's connection; the next use opens it again."""
        with self.lock:
            if self.opened is not None:
                self.opened[0].storage.close()

    def _open(self) -> tuple[Huey, TaskWrapper]:
        with self.lock:
            if self.opened is None:
                huey = _storage(self.app.extensions["zapisy.settings"])
                self.opened = huey, _add_tasks(huey, self)
                self.file = _file(huey.storage)
            return self.opened


def configure(app: Flask) -> None:
    """Give the application its engine."""
    app.extensions["zapisy.jobs"] = Engine(app)


def engine() -> Engine:
    """The running application's engine."""
    found: Engine = current_app.extensions["zapisy.jobs"]
    return found


def kick(name: str) -> None:
    """Ask the worker to run a task soon, after a commit. Lossy: what goes wrong is logged, never raised."""
    try:
        engine().kick(name)
    except Exception:
        log.exception("the task %s could not be queued; its sweep will run it", name)


def kick_at(name: str, when: datetime) -> None:
    """Ask the worker to run a task at a moment (aware). Lossy, as `kick` is."""
    try:
        engine().kick_at(name, when, clock.now())
    except Exception:
        log.exception("the task %s could not be planned; its sweep will run it", name)


def run_task(app: Flask, name: str) -> None:
    """Run one registered task in an application context of its own; a failure is logged, the sweep comes."""
    try:
        with app.app_context():
            tasks[name].work()
    except OperationalError as problem:
        log.warning("task %s: database: %s", name, problem.orig)
    except Exception:
        log.exception("task %s failed", name)


def _add_tasks(huey: Huey, engine: Engine) -> TaskWrapper:
    """Give Huey its two tasks: run a function by its name; once a minute, those whose time has come."""

    @huey.task(name="run")  # type: ignore[untyped-decorator]
    def run(name: str) -> None:
        run_task(engine.app, name)

    @huey.periodic_task(crontab(minute="*"), name="tick")  # type: ignore[untyped-decorator]
    def tick() -> None:
        for name in engine.tick(clock.now()):
            run(name)

    asked: TaskWrapper = run
    return asked


def _storage(settings: Settings) -> Huey:
    if settings.database.startswith("postgresql"):
        return _on_postgres(settings.database.replace("+psycopg", "", 1))
    settings.make_instance()
    path = str(settings.instance / "huey.sqlite3")
    return SqliteHuey(QUEUE, filename=path, results=False, fsync=False, timeout=PATIENCE)


def _is_gone(storage: BaseSqlStorage, file: int) -> bool:
    """Whether the storage is no more the one that was opened."""
    if isinstance(storage, SqliteStorage):
        return _file(storage) != file
    try:
        storage.queue_size()
    except psycopg.errors.UndefinedTable:
        return True
    return False


def _file(storage: BaseSqlStorage) -> int:
    """The inode of the queue's file; 0 where there is none."""
    path = Path(storage.filename) if isinstance(storage, SqliteStorage) else None
    return path.stat().st_ino if path and path.exists() else 0


def _on_postgres(dsn: str) -> Huey:
    """Processes that start at once hinder each other while Huey makes its tables ("if not exists" is no lock):
    whoever lost looks again, and finds them."""
    for _ in range(TABLES_OF_HUEY):
        try:
            return PostgresHuey(QUEUE, dsn=dsn, results=False)
        except psycopg.errors.UniqueViolation:
            continue
    return PostgresHuey(QUEUE, dsn=dsn, results=False)
