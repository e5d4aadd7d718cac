"""Putting a backup in the place of an installation's data."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, inspect, select, text

from registration.config import Settings
from registration.core.database import Base
from registration.files import shelf
from registration.jobs.running import ProgramRuns, standing_still
from registration.operations import errors, queries
from registration.operations.backup import archive, making, stores
from registration.operations.backup.archive import DATABASE, KEY, Manifest

COUNTS_FOR_NOTHING = frozenset(
    {"rate_counters", "worker_heartbeat", "mail_route", "mail_departures", "stamps"}
)
"""Tables that the program fills by itself."""
KEY_FILE = "secret_key"


@dataclass(frozen=True)
class Restored:
    """What was done. `kept`: the backup of what was replaced, where there was something."""

    manifest: Manifest
    kept: Path | None


def restore(settings: Settings, engine: Engine, path: Path, *, replace: bool, now: datetime) -> Restored:
    """Put the backup in place; the caller then upgrades it to the program's revision.

    Raises BackupDamaged, BackupIsNewer, OtherDatabase, OtherKey, StillRuns, NotEmpty (unless `replace`; then what
    was there is kept as a backup of its own), RestoreFailed. After any of these nothing has changed.
    """
    try:
        with standing_still(settings.instance), TemporaryDirectory(dir=settings.instance) as name:
            folder, store = Path(name), stores.of(settings)
            manifest = archive.unpack(path, folder, files=True)
            _fits(settings, manifest, store.kind, (folder / KEY).read_text())
            filled = is_filled(engine)
            engine.dispose()
            if store.is_used():
                raise errors.StillRuns
            if filled and not replace:
                raise errors.NotEmpty
            kept = _keep(settings, engine, now) if filled else None
            engine.dispose()
            _put_files(settings, folder / archive.FILES)
            store.load(folder / DATABASE)
            _settle(settings, folder / KEY, store)
            return Restored(manifest, kept)
    except ProgramRuns as problem:
        raise errors.StillRuns from problem


def _fits(settings: Settings, manifest: Manifest, kind: str, key: str) -> None:
    if manifest.kind != kind:
        raise errors.OtherDatabase(found=manifest.kind, wanted=kind)
    if not queries.knows(manifest.revision):
        raise errors.BackupIsNewer(revision=manifest.revision)
    if settings.secret_key and settings.secret_key != key:
        raise errors.OtherKey


def is_filled(engine: Engine) -> bool:
    """Whether any table holds a row that somebody would miss."""
    present = set(inspect(engine).get_table_names())
    tables = [one for one in Base.metadata.sorted_tables if one.name in present - COUNTS_FOR_NOTHING]
    with engine.connect() as connection:
        return any(connection.execute(select(text("1")).select_from(one).limit(1)).first() for one in tables)


def _keep(settings: Settings, engine: Engine, now: datetime) -> Path:
    with engine.connect() as connection:
        there = inspect(connection).has_table("alembic_version")
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if there else ""
    target = settings.instance / f"before-restore-{now:%Y%m%d-%H%M%S}.tar.gz"
    making.make(settings, target, revision=str(found or ""), now=now)
    return target


def _put_files(settings: Settings, folder: Path) -> None:
    """Beside those that are there: a file is its content, so nothing is replaced; what nobody wants goes by the
    sweep."""
    target = shelf.folder_in(settings.instance)
    owner = settings.instance.stat()
    for path in sorted(folder.glob("*/*")):
        shelf.put(target, path.read_bytes())
    for path in [target, *target.rglob("*")] if target.is_dir() and os.geteuid() == 0 else ():
        os.chown(path, owner.st_uid, owner.st_gid)


def _settle(settings: Settings, key: Path, store: stores.Store) -> None:
    """The key in its place; both files for the owner of the folder alone, though root may be restoring."""
    key.replace(settings.instance / KEY_FILE)
    owner = settings.instance.stat()
    mine = [settings.instance / KEY_FILE]
    if isinstance(store, stores.SqliteFile):
        mine.append(store.path)
    for path in mine:
        path.chmod(0o600)
        if os.geteuid() == 0:
            os.chown(path, owner.st_uid, owner.st_gid)
