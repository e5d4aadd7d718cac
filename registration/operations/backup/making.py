"""Making a backup, and looking whether one is usable."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from registration.config import Settings
from registration.files import shelf
from registration.operations.backup import archive, stores
from registration.operations.backup.archive import DATABASE, KEY, Manifest
from registration.operations.errors import BackupNotWritten


def make(settings: Settings, target: Path, *, revision: str, now: datetime) -> Manifest:
    """Write the backup to `target`, readable by its owner alone; an older file of this name is replaced only by
    a whole new one. Raises BackupNotWritten (nothing is left behind), ToolMissing."""
    try:
        with _workshop(target.parent) as folder:
            store = stores.of(settings)
            store.save(folder / DATABASE)
            (folder / KEY).write_text(settings.key())
            sums = {name: archive.checksum(folder / name) for name in (KEY, DATABASE)}
            files = list(shelf.kept(shelf.folder_in(settings.instance)))
            manifest = Manifest(store.kind, revision, now.isoformat(timespec="seconds"), sums, len(files))
            packed = folder / "packed"
            archive.pack(folder, manifest, packed, files)
            archive.unpack(packed, _subfolder(folder))
            _settle(packed, target)
    except (OSError, sqlite3.Error) as problem:
        raise BackupNotWritten(reason=str(problem)) from problem
    return manifest


def check(path: Path) -> Manifest:
    """Read all of a backup and compare its checksums. Raises BackupDamaged."""
    with _workshop(path.parent) as folder:
        return archive.unpack(path, folder)


@contextmanager
def _workshop(place: Path) -> Iterator[Path]:
    """A folder of our own beside the target: what fails there leaves nothing, and a rename stays on one disk."""
    with TemporaryDirectory(prefix=".backup-", dir=place, ignore_cleanup_errors=True) as name:
        yield Path(name)


def _subfolder(folder: Path) -> Path:
    made = folder / "again"
    made.mkdir()
    return made


def _settle(packed: Path, target: Path) -> None:
    """Onto the disk for good, then under its name."""
    packed.chmod(0o600)
    with packed.open("rb") as file:
        os.fsync(file.fileno())
    packed.replace(target)
