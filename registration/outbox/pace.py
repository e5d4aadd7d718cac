"""How many mails may leave, and when: pure. Many an office's mailbox takes a hundred an hour, then refuses for a day.

Windows slide: in any minute and in any hour, however they are laid, no more are tried than the settings allow.
The longest window is shared. Patient mails (changes of the programme, mailings) never take all of it, so a
confirmation goes at once even while thousands of them wait; and a part is kept for them, so that they come to an
end even on a busy day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

PATIENT_MOST = 80
"""Of a hundred mails, how many may be patient ones: the others are for confirmations that may come."""
PATIENT_LEAST = 10
"""Of a hundred mails, how many are kept for patient ones that wait, whatever else there is."""


@dataclass(frozen=True)
class Pace:
    """The most tries in any minute and in any hour; 0: as many as there are."""

    per_minute: int = 0
    per_hour: int = 0

    @property
    def windows(self) -> tuple[tuple[timedelta, int], ...]:
        """The windows that are limited, the longest first, with their limits."""
        both = ((timedelta(hours=1), self.per_hour), (timedelta(minutes=1), self.per_minute))
        return tuple((length, limit) for length, limit in both if limit)

    @property
    def limited(self) -> bool:
        """Whether there is any limit."""
        return bool(self.windows)

    @property
    def patient_most(self) -> int:
        """How many patient mails the longest window may hold."""
        limit = self.windows[0][1]
        return max(1, limit * PATIENT_MOST // 100)

    @property
    def patient_least(self) -> int:
        """How many places of the longest window are kept for patient mails; none where there is only one place."""
        limit = self.windows[0][1]
        return max(1, limit * PATIENT_LEAST // 100) if limit > 1 else 0


UNLIMITED = Pace()


@dataclass(frozen=True)
class Used:
    """What is gone: tries in each window, and how many of the longest one were patient."""

    tries: Mapping[timedelta, int]
    patient: int


@dataclass(frozen=True)
class Room:
    """How many may go now: at most `total`, of these at most so many prompt and so many patient ones."""

    total: int
    prompt: int
    patient: int


def room(pace: Pace, used: Used, waiting: int) -> Room:
    """What the pace leaves when `used` is gone and so many patient mails are due."""
    total = max(0, min(limit - used.tries.get(length, 0) for length, limit in pace.windows))
    kept = max(0, min(pace.patient_least - used.patient, waiting))
    return Room(
        total=total,
        prompt=max(0, total - kept),
        patient=max(0, min(total, pace.patient_most - used.patient)),
    )
