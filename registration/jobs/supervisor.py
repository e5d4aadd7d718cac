"""Server and worker as one thing: started together, watched, and ended together.

Ctrl-C, SIGTERM and a closed terminal end both and that is a clean end (0). One that dies by itself is started
again, a little later each time; when it keeps dying everything ends with a message (1).
"""

import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from registration.core.language import N_, Sentence
from registration.jobs import processes

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOKS_EVERY = 0.1
PATIENCE = 8.0
"""Seconds that the children get to end by themselves."""
DEATHS = 5
"""So many deaths of one child within `DEATHS_WITHIN` seconds end everything."""
DEATHS_WITHIN = 60.0

Say = Callable[[Sentence], None]
AGAIN = N_("%(name)s ended by itself, it is started again")
GIVEN_UP = N_("%(name)s ended %(times)d times within a minute: giving up")


@dataclass
class Child:
    """One program that is kept running."""

    name: str
    command: Sequence[str]
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=DEATHS))
    start_at: float = 0.0

    def start(self) -> None:
        """Start it, or start it again."""
        self.process = processes.start(self.command, self.folder)

    @property
    def pid(self) -> int:
        """Its process id; 0 while it is not running."""
        return self.process.pid if self.process else 0

    def has_died(self) -> bool:
        """Whether it was running and is not any more."""
        return self.process is not None and self.process.poll() is not None

    def note_death(self, now: float) -> bool:
        """Plan the next start; False when it died too often."""
        self.process = None
        self.deaths.append(now)
        self.start_at = now + 2 ** (len(self.deaths) - 1) / 2
        return len(self.deaths) < DEATHS or now - self.deaths[0] > DEATHS_WITHIN


class Supervisor:
    """Keeps children running until a signal, or until one of them cannot be kept running."""

    def __init__(self, commands: Mapping[str, Sequence[str]], folder: Path, say: Say) -> None:
        self.children = [Child(name, command, folder) for name, command in commands.items()]
        self.say = say
        self.stop = threading.Event()

    def run(self, when_started: Callable[[], None]) -> int:
        """Start all, call `when_started` once, watch, end all. The exit code; in the main thread only."""
        before = {number: signal.signal(number, self._asked_to_stop) for number in STOPPING}
        processes.adopt_orphans()
        try:
            for child in self.children:
                child.start()
            when_started()
            return self._watch()
        finally:
            self._end_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _asked_to_stop(self, _number: int, _frame: object) -> None:
        self.stop.set()

    def _watch(self) -> int:
        while not self.stop.wait(LOOKS_EVERY):
            processes.reap([child.pid for child in self.children])
            if not all(self._look_after(child) for child in self.children):
                return 1
        return 0

    def _look_after(self, child: Child) -> bool:
        """Whether the child can be kept running."""
        now = time.monotonic()
        if child.has_died():
            self.say(Sentence(AGAIN, {"name": child.name}))
            self._end_orphans()
            if not child.note_death(now):
                self.say(Sentence(GIVEN_UP, {"name": child.name, "times": DEATHS}))
                return False
        if child.process is None and now >= child.start_at:
            child.start()
        return True

    def _end_orphans(self) -> None:
        """What a dead child left behind (a server's own workers) would keep its port."""
        known = [child.pid for child in self.children]
        for pid in processes.children():
            if pid not in known:
                processes.end(pid, signal.SIGKILL)

    def _end_all(self) -> None:
        for child in self.children:
            if child.process:
                processes.end(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for child in self.children:
            if child.process:
                _wait_or_kill(child.process, max(deadline - time.monotonic(), 0.1))
        self._end_orphans()


def _wait_or_kill(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
