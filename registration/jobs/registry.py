"""Which tasks there are: plain functions by name, registered by the packages that own them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Work = Callable[[], object]
"""Run within an application context; takes nothing, and what it gives back is ignored."""


@dataclass(frozen=True)
class Task:
    """A piece of work with a name; `minutes` is how often it runs by itself (0: only when kicked)."""

    name: str
    work: Work
    minutes: int = 0

    def round_at(self, now: datetime) -> int:
        """The number of the period that `now` falls into, counted from the epoch; for periodic tasks only."""
        return int(now.timestamp()) // (60 * self.minutes)


tasks: dict[str, Task] = {}


def task(name: str) -> Callable[[Work], Work]:
    """Register a function that runs when it is kicked: `jobs.task("signup.promote")(promote)`."""
    return periodic(name, minutes=0)


def periodic(name: str, *, minutes: int) -> Callable[[Work], Work]:
    """Register a function that runs every so many minutes, and when it is kicked."""

    def register(work: Work) -> Work:
        tasks[name] = Task(name, work, minutes)
        return work

    return register
