"""Between the clock on the wall and UTC, with the two hours of the year that are not as others."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from registration.core.errors import DomainError
from registration.core.language import N_


class NonexistentTime(DomainError):
    """The clocks skip this time in spring. Carries `local` (naive), `zone`, `valid` (naive, an hour later).

    The sentence's values are `time` and `valid`, as "2:30" and "3:30".
    """

    sentence = N_("There is no %(time)s on that day: the clocks go forward. Enter %(valid)s or another time.")

    def __init__(self, local: datetime, zone: str, valid: datetime) -> None:
        super().__init__(time=_clock(local), valid=_clock(valid))
        self.local = local
        self.zone = zone
        self.valid = valid


def _clock(local: datetime) -> str:
    return f"{local.hour}:{local.minute:02}"


def local_to_utc(local: datetime, zone: str) -> datetime:
    """A wall-clock time (naive) of the zone as an aware UTC instant.

    An hour that the clocks show twice in autumn is the first one, or the second when `local.fold` is 1.
    Raises NonexistentTime for one that they skip in spring, ValueError for an aware datetime.
    """
    if local.tzinfo is not None:
        raise ValueError("a wall-clock time has no time zone of its own")
    instant = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    shown = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if shown != local:
        raise NonexistentTime(local, zone, valid=shown)
    return instant


def in_zone(instant: datetime, zone: str) -> datetime:
    """The instant by the zone's clocks, aware. Raises ValueError for a naive datetime."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(ZoneInfo(zone))


def occurs_twice(local: datetime, zone: str) -> bool:
    """Whether the zone's clocks show this wall-clock time twice (the hour repeated in autumn)."""
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
    return first is not None and second is not None and first > second
