"""The archive: manifest.json, secret_key and database in one .tar.gz, each with its checksum in the manifest, and the
uploaded files, whose names are their checksums."""

import gzip
import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from registration.operations.errors import BackupDamaged

FORMAT = 2
KNOWN_FORMATS = (1, 2)
"""1: before there were uploaded files."""
MANIFEST, KEY, DATABASE = "manifest.json", "secret_key", "database"
CONTENT = (KEY, DATABASE)
UNREADABLE = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, OSError)
FILES = "files"
FILE_NAME = re.compile(r"files/([0-9a-f]{2})/([0-9a-f]{62})")
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
    """SHA-256 of secret_key and database."""
    files: int = 0
    """How many uploaded files it holds."""
    format: int = FORMAT


def pack(folder: Path, manifest: Manifest, target: Path, files: Iterable[tuple[str, Path]] = ()) -> None:
    """Write the archive of what is in `folder`, and of the uploaded `files` by their checksums. Raises OSError."""
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2))
    with tarfile.open(target, "x:gz", compresslevel=6) as tar:
        for name in (MANIFEST, *CONTENT):
            tar.add(folder / name, name, filter=_nameless)
        for sha256, path in files:
            tar.add(path, f"{FILES}/{sha256[:2]}/{sha256[2:]}", filter=_nameless)


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(path: Path, folder: Path, *, files: bool = False) -> Manifest:
    """Take key and database out into `folder`, the uploaded files too where they are asked for; all are compared with
    their checksums. Raises BackupDamaged naming the reason."""
    with _readable(path) as tar:
        manifest = _manifest(path, tar)
        for name in CONTENT:
            if _copy(path, tar.getmember(name), tar, folder / name) != manifest.checksums.get(name):
                raise BackupDamaged(file=path.name, reason=f"{name}: wrong checksum")
        found = sum(_take_file(path, one, tar, folder if files else None) for one in tar)
        if found != manifest.files:
            raise BackupDamaged(file=path.name, reason=f"{FILES}: {found} of {manifest.files}")
    return manifest


def _take_file(path: Path, entry: tarfile.TarInfo, tar: tarfile.TarFile, folder: Path | None) -> bool:
    """One uploaded file, into the same place below `folder`; whether the entry is one."""
    if entry.name in (MANIFEST, *CONTENT):
        return False
    named = FILE_NAME.fullmatch(entry.name)
    if named is None:
        raise BackupDamaged(file=path.name, reason=f"{entry.name}: unknown")
    target = folder / entry.name if folder else None
    if target:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _copy(path, entry, tar, target) != named[1] + named[2]:
        raise BackupDamaged(file=path.name, reason=f"{entry.name}: wrong checksum")
    return True


def _copy(path: Path, entry: tarfile.TarInfo, tar: tarfile.TarFile, target: Path | None) -> str:
    """Read one entry, into a new file where there is a target; gives its SHA-256."""
    found, digest = tar.extractfile(entry), hashlib.sha256()
    if found is None:
        raise BackupDamaged(file=path.name, reason=f"{entry.name}: not a file")
    with target.open("xb") if target else io.BytesIO() as copy:
        while part := found.read(CHUNK):
            digest.update(part)
            if target:
                copy.write(part)
    return digest.hexdigest()


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
    if manifest.format not in KNOWN_FORMATS:
        raise BackupDamaged(file=path.name, reason=f"{MANIFEST}: format {manifest.format}")
    return manifest


def _nameless(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who made it on which machine is nobody's business, and rights are for the owner alone."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry
