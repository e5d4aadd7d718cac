"""The two kinds of database as a backup sees them: one file out, one file in, whole or not at all."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url

from registration.config import Settings
from registration.operations.backup import postgres
from registration.operations.errors import RestoreFailed


class Store(Protocol):
    """A database that can be written into one file and made from one."""

    kind: str

    def save(self, file: Path) -> None:
        """Write a consistent copy while others read and write. Raises OSError, sqlite3.Error, DomainError."""

    def load(self, file: Path) -> None:
        """Put the copy in the place of what is there. Raises RestoreFailed, and then nothing has changed."""

    def is_used(self) -> bool:
        """Whether somebody else is connected."""


class SqliteFile:
    """The file in the instance folder."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path

    def save(self, file: Path) -> None:
        """By SQLite's online backup, then checked and folded into one file."""
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(file)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            _check(copy)

    def load(self, file: Path) -> None:
        """By renaming, once the new file is whole; journals of the old one go."""
        try:
            with closing(sqlite3.connect(file)) as fresh:
                _check(fresh)
        except sqlite3.Error as problem:
            raise RestoreFailed(reason=str(problem)) from problem
        for ending in ("-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)
        file.replace(self.path)

    def is_used(self) -> bool:
        """Nobody can tell; the lock of the running program stands for it."""
        return False


def _check(database: sqlite3.Connection) -> None:
    [told] = database.execute("PRAGMA integrity_check(1)").fetchone()
    if told != "ok":
        raise sqlite3.DatabaseError(told)


def of(settings: Settings) -> Store:
    """The store that the settings name."""
    url = make_url(settings.database)
    if url.get_backend_name() == "postgresql":
        return postgres.Server(url)
    return SqliteFile(Path(os.path.abspath(url.database or "")))  # noqa: PTH100 (keeps links)
