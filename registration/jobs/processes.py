"""Child processes that never outlive their parent (Linux; elsewhere they are plain children)."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


def start(command: Sequence[str], folder: Path) -> "subprocess.Popen[bytes]":
    """Start a command in our process group; it is told to end (SIGTERM) even when we are killed."""
    parent = os.getpid()

    def follow_parent() -> None:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, preexec_fn=follow_parent)  # noqa: S603


def adopt_orphans() -> None:
    """Become the parent of grandchildren whose own parent dies, so that they can be ended and waited for."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def children() -> Iterator[int]:
    """The process ids of all our children, adopted ones too."""
    if sys.platform != "linux":
        return
    for path in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            yield from map(int, path.read_text().split())


def end(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may be gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def reap(known: Sequence[int]) -> None:
    """Take leave of adopted children that have ended; those in `known` are waited for by their Popen."""
    for pid in children():
        if pid not in known:
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(option, int(value), 0, 0, 0)
