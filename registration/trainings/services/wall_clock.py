"""From the clock on the wall, as it is typed, to the instant that is stored. Pure."""

from datetime import datetime

from registration.core.dates import NonexistentTime, in_zone, local_to_utc


def instant(local: datetime, zone: str, stored: datetime | None, field: str) -> datetime:
    """The instant (UTC) of a wall-clock time (naive) of the zone.

    Where the clock shows the same at the `stored` instant, that one: saving a form must not move an hour
    which autumn shows twice. Raises NonexistentTime at `field` for an hour that spring skips.
    """
    if stored is not None and in_zone(stored, zone).replace(tzinfo=None, fold=0) == local:
        return stored
    try:
        return local_to_utc(local, zone)
    except NonexistentTime as problem:
        problem.field = field
        raise
