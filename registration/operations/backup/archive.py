"""The archive: manifest.json, secret_key and database in one .tar.gz, each with its checksum in the manifest."""

import gzip
import hashlib
import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from registration.operations.errors import BackupDamaged

FORMAT = 1
MANIFEST, KEY, DATABASE = "manifest.json", "secret_key", "database"
CONTENT = (KEY, DATABASE)
UNREADABLE = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, OSError)
CHUNK = 1024 * 1024
MOST_MANIFEST = 100_000


@dataclass(frozen=True)
class Manifest:
    """What a backup is."""

    kind: str
    """ "sqlite" or "postgresql"."""
    revision: str
    made_at: str
    """ISO 8601, UTC."""
    checksums: dict[str, str]
    """SHA-256 of each file."""
    format: int = FORMAT


def pack(folder: Path, manifest: Manifest, target: Path) -> None:
    """Write the archive of the files in `folder`. Raises OSError."""
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2))
    with tarfile.open(target, "x:gz", compresslevel=6) as tar:
        for name in (MANIFEST, *CONTENT):
            tar.add(folder / name, name, filter=_nameless)


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(path: Path, folder: Path) -> Manifest:
    """Take the files out into `folder`, each compared with its checksum. Raises BackupDamaged naming the reason."""
    with _readable(path) as tar:
        manifest = _manifest(path, tar)
        for name in CONTENT:
            found = tar.extractfile(name)
            if found is None:
                raise BackupDamaged(file=path.name, reason=f"{name}: not a file")
            with (folder / name).open("xb") as copy:
                while part := found.read(CHUNK):
                    copy.write(part)
            if checksum(folder / name) != manifest.checksums.get(name):
                raise BackupDamaged(file=path.name, reason=f"{name}: wrong checksum")
    return manifest


@contextmanager
def _readable(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, "r:gz") as tar:
            yield tar
    except KeyError as problem:
        raise BackupDamaged(file=path.name, reason=str(problem.args[0])) from problem
    except UNREADABLE as problem:
        raise BackupDamaged(file=path.name, reason=str(problem) or type(problem).__name__) from problem


def _manifest(path: Path, tar: tarfile.TarFile) -> Manifest:
    file = tar.extractfile(MANIFEST)
    try:
        manifest = Manifest(**json.loads(file.read(MOST_MANIFEST) if file else b""))
    except (ValueError, TypeError) as problem:
        raise BackupDamaged(file=path.name, reason=f"{MANIFEST}: {problem}") from problem
    if manifest.format != FORMAT:
        raise BackupDamaged(file=path.name, reason=f"{MANIFEST}: format {manifest.format}")
    return manifest


def _nameless(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who made it on which machine is nobody's business, and rights are for the owner alone."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry
