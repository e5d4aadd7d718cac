"""What one calendar message says, as values between its making and its mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from registration.ical.entry import CalendarEntry
from registration.invites.differences import Difference
from registration.outbox.email import CalendarPart


@dataclass(frozen=True)
class Told:
    """When and where a day is by what its reader was told; the end is later than the start, both are aware."""

    start: datetime
    end: datetime
    zone: str
    place: str

    @classmethod
    def by(cls, entry: CalendarEntry) -> Self:
        """From an entry with times."""
        assert isinstance(entry.start, datetime)
        assert isinstance(entry.end, datetime)
        return cls(entry.start, entry.end, entry.zone, entry.location)


@dataclass(frozen=True)
class Issued:
    """A message to mail. `moved`: times, status or place differ from what the person's calendar has; `before` is
    what it has, None with the first message; `now` is what the message says."""

    part: CalendarPart
    moved: bool
    before: Told | None
    now: Told
    sessions: frozenset[int] = frozenset()
    """What a REQUEST tells of."""
    differences: tuple[Difference, ...] = ()
    chosen: bool = False
    """Whether the person's own choice of sessions is what differs."""
    again: bool = False
    """Whether it repeats the last message."""

    @property
    def first(self) -> bool:
        """Whether it is the first message of its UID."""
        return self.before is None
