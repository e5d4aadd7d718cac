"""When the sample events are, seen from the moment of loading. Days and clocks are those of Warsaw."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from registration.core.dates import in_zone, local_to_utc
from registration.desk.demo.samples import SampleDay, SampleEvent

ZONE = "Europe/Warsaw"
ANNOUNCED_BEFORE = timedelta(days=30)
"""How long before the loading, or before a past event, it was published."""
_OPENING, _CLOSING = "8:00", "23:59"
"""When sign-up opens and closes on its day."""
_ONE_DAY = timedelta(days=1)
_MONDAY, _FRIDAY, _SUNDAY = 0, 4, 6
_LEAST_DAYS_AHEAD = 3
_FREE_DAYS = {(1, 1), (6, 1), (1, 5), (3, 5), (15, 8), (1, 11), (11, 11), (24, 12), (25, 12), (26, 12)}
"""Day and month of the Polish public holidays that do not move (Act of 18 January 1951 on free days)."""


@dataclass(frozen=True)
class Schedule:
    """The instants of one sample event; `starts` has one for each of its days."""

    starts: tuple[datetime, ...]
    announced_at: datetime
    opens_at: datetime | None
    closes_at: datetime | None


def of_event(sample: SampleEvent, now: datetime) -> Schedule:
    """When an event of events.toml is."""
    today = in_zone(now, ZONE).date()
    opens, closes = (
        None if days is None else clock(today + timedelta(days=days), at)
        for days, at in ((sample.opens, _OPENING), (sample.closes, _CLOSING))
    )
    return _schedule(sample.days, _first_day(sample, today), now, opens, closes)


def of_edition(sample: SampleEvent, now: datetime) -> Schedule:
    """The next 1 and 2 July for which somebody can still sign up; sign-up ends with 30 June."""
    this_year = in_zone(now, ZONE).year
    ends = (clock(date(year, 6, 30), _CLOSING) for year in (this_year, this_year + 1))
    closes = next(one for one in ends if one > now)
    return _schedule(sample.days, date(closes.year, 7, 1), now, closes=closes)


def clock(day: date, at: str) -> datetime:
    """The instant (UTC) of a wall-clock time such as "9:00" in Warsaw."""
    hour, minute = at.split(":")
    return local_to_utc(datetime.combine(day, time(int(hour), int(minute))), ZONE)


def working_day(day: date, step: timedelta = _ONE_DAY) -> date:
    """The day itself, or the next one in the direction of `step` on which offices work."""
    while day.weekday() > _FRIDAY or (day.day, day.month) in _FREE_DAYS:
        day += step
    return day


def next_clock_change(today: date) -> date:
    """The next last Sunday of March or October some days ahead (Directive 2000/84/EC, articles 2 and 3)."""
    years = (today.year, today.year + 1)
    changes = [_last_sunday(year, month) for year in years for month in (3, 10)]
    return next(day for day in changes if day >= today + timedelta(days=_LEAST_DAYS_AHEAD))


def _last_sunday(year: int, month: int) -> date:
    """Of March or October, which have 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() - _SUNDAY) % 7)


def _first_day(sample: SampleEvent, today: date) -> date:
    if sample.clock_change:
        return next_clock_change(today)
    wanted = today + timedelta(days=sample.from_today)
    if sample.weekday == "monday":
        return wanted + timedelta(days=(_MONDAY - wanted.weekday()) % 7)
    return working_day(wanted, -_ONE_DAY if sample.from_today < 0 else _ONE_DAY)


def _schedule(
    days: tuple[SampleDay, ...],
    first: date,
    now: datetime,
    opens: datetime | None = None,
    closes: datetime | None = None,
) -> Schedule:
    starts = tuple(clock(first + index * _ONE_DAY, day.at) for index, day in enumerate(days))
    return Schedule(starts, min(now, starts[0]) - ANNOUNCED_BEFORE, opens, closes)
