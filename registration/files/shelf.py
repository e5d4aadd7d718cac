"""The bytes on the disk: instance/files/ab/cdef…, named by their SHA-256, for the program's own eyes (mode 0600)."""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

FOLDER = "files"
COMING = "coming"
"""Where bytes lie until they have their name: a crash leaves them there, and the sweep takes them."""
LOCK = "lock"
_PAIR = re.compile(r"[0-9a-f]{2}")
_REST = re.compile(r"[0-9a-f]{62}")


def folder_in(instance: Path) -> Path:
    """The shelf of an installation; made with the first file."""
    return instance / FOLDER


def checksum_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def path_of(folder: Path, sha256: str) -> Path:
    """Where the bytes of this checksum lie, if they do. Raises ValueError for what is no checksum."""
    if not (_PAIR.fullmatch(sha256[:2]) and _REST.fullmatch(sha256[2:])):
        raise ValueError(f"no checksum: {sha256!r}")
    return folder / sha256[:2] / sha256[2:]


def put(folder: Path, content: bytes) -> str:
    """Keep the bytes; gives their checksum. When this returns they survive the power going off.

    The same bytes are kept once; coming again makes them young again, so that no sweep takes them meanwhile.
    """
    sha256 = checksum_of(content)
    target = path_of(folder, sha256)
    with _alone(folder):
        if target.exists() and target.stat().st_size == len(content):
            os.utime(target)
        else:
            _write(folder, target, content)
    return sha256


def _write(folder: Path, target: Path, content: bytes) -> None:
    for place in (folder / COMING, target.parent):
        place.mkdir(mode=0o700, exist_ok=True)
    with NamedTemporaryFile(dir=folder / COMING, delete=False) as coming:  # mode 0600
        coming.write(content)
        coming.flush()
        os.fsync(coming.fileno())
    Path(coming.name).replace(target)
    for place in (target.parent, folder):
        _settle(place)


def _settle(folder: Path) -> None:
    """The names in a folder are on the disk for good."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def kept(folder: Path) -> Iterator[tuple[str, Path]]:
    """(checksum, path) of all that lies on the shelf."""
    for pair in sorted(folder.glob("[0-9a-f][0-9a-f]")):
        for file in sorted(pair.iterdir()):
            if _REST.fullmatch(file.name):
                yield pair.name + file.name, file


def is_whole(path: Path, sha256: str) -> bool:
    """Whether the bytes are those of the checksum."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def drop_old(folder: Path, wanted: frozenset[str], before: float) -> int:
    """Take away what nobody wants and what has not come again since `before` (seconds since the epoch); gives how
    many files went. Leftovers of uploads that never ended go too."""
    if not folder.is_dir():
        return 0
    leftovers = list((folder / COMING).glob("*"))
    unwanted = [path for sha256, path in kept(folder) if sha256 not in wanted]
    return sum(_drop(folder, path, before) for path in [*leftovers, *unwanted])


def _drop(folder: Path, path: Path, before: float) -> bool:
    with _alone(folder):
        if not path.exists() or path.stat().st_mtime >= before:
            return False
        path.unlink()
        return True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time touches the shelf: what comes again is not taken away at the same moment."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
