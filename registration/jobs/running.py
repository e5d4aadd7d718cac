"""Whether the program runs on this machine: a lock file that server and worker share while they live."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "running.lock"


class ProgramRuns(RuntimeError):
    """Server or worker runs in this instance folder."""


@contextmanager
def running(folder: Path) -> Iterator[None]:
    """Say for the length of the block that the program runs. Raises ProgramRuns while a restore is under way."""
    with _held(folder, fcntl.LOCK_SH):
        yield


@contextmanager
def standing_still(folder: Path) -> Iterator[None]:
    """Keep the program from starting for the length of the block. Raises ProgramRuns where it runs already."""
    with _held(folder, fcntl.LOCK_EX):
        yield


@contextmanager
def _held(folder: Path, kind: int) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise ProgramRuns from problem
        yield
