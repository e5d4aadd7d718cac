"""Time zones as VTIMEZONE in the short form: one rule for each half of the year (RFC 5545 §3.6.5).

Outlook mishandles the tables of dates that libraries write, so a zone is written by its present rules, as
if they had always held. Where they have not (or where a wall clock shows the same time twice) `writable`
says no and the writer uses UTC instead: every client then reads the same instant.
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from registration.ical import lines

_NAME = re.compile(r"(?!posix|right|localtime|Factory)[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")
_USED = re.compile(rb"^(?:DTSTART|DTEND);TZID=([^:;\r\n]+):", re.MULTILINE)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST = -1
_BEGINNING = datetime(1970, 1, 1)  # noqa: DTZ001  by the clock of the zone itself
_RULE_YEARS = range(2026, 2038)  # the rules that hold from now on, as far as tz data lists them

# The zone of nearly every entry, word for word; a test compares it with what tz data say today.
WARSAW = (
    b"BEGIN:VTIMEZONE\r\n"
    b"TZID:Europe/Warsaw\r\n"
    b"BEGIN:DAYLIGHT\r\n"
    b"DTSTART:19700329T020000\r\n"
    b"TZOFFSETFROM:+0100\r\n"
    b"TZOFFSETTO:+0200\r\n"
    b"TZNAME:CEST\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    b"END:DAYLIGHT\r\n"
    b"BEGIN:STANDARD\r\n"
    b"DTSTART:19701025T030000\r\n"
    b"TZOFFSETFROM:+0200\r\n"
    b"TZOFFSETTO:+0100\r\n"
    b"TZNAME:CET\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    b"END:STANDARD\r\n"
    b"END:VTIMEZONE\r\n"
)


class UnknownZone(ValueError):
    """The name is not a time zone of the IANA database."""


@dataclass(frozen=True)
class Onset:
    """When an offset begins each year, by the clock that shows `before`: "the last Sunday of March, 2:00"."""

    month: int
    nth: int  # 1 to 4, or -1 for the last
    weekday: int  # 0 is Monday
    at: time
    before: timedelta
    after: timedelta
    abbreviation: str

    def in_year(self, year: int) -> datetime:
        """The moment in that year, as a naive wall-clock time under `before`."""
        first, length = calendar.monthrange(year, self.month)
        day = 1 + (self.weekday - first) % 7 + 7 * (self.nth - 1)
        if self.nth == _LAST:
            day = length - (first + length - 1 - self.weekday) % 7
        return datetime.combine(date(year, self.month, day), self.at)


@dataclass(frozen=True)
class Rules:
    """The present rules of a zone: one offset, or two that alternate."""

    tzid: str
    offset: timedelta
    abbreviation: str
    daylight: Onset | None = None
    standard: Onset | None = None

    def offset_at(self, wall: datetime) -> timedelta:
        """The offset from UTC at a wall-clock time that occurs exactly once."""
        if self.daylight is None or self.standard is None:
            return self.offset
        summer, winter = self.daylight.in_year(wall.year), self.standard.in_year(wall.year)
        northern = summer < winter
        in_daylight = summer <= wall < winter if northern else not winter <= wall < summer
        return self.daylight.after if in_daylight else self.standard.after


def vtimezone(name: str) -> bytes:
    """The VTIMEZONE of an IANA zone, CRLF included; b"" if two yearly rules cannot express the zone.

    Raises UnknownZone for a name that is not in the IANA database.
    """
    return WARSAW if name == "Europe/Warsaw" else _written(name)


def writable(moment: datetime, name: str) -> bool:
    """Whether DTSTART;TZID=name with that wall-clock time means this instant to every reader.

    False in UTC, in the hour that the clocks repeat (RFC 5545 §3.3.5 lets it name only the first), and at
    times when the present rules did not hold. Raises UnknownZone.
    """
    zone, rules = _zone(name), _rules(name)
    local = moment.astimezone(zone).replace(fold=0)
    if rules is None or _is_utc(rules) or local.year <= 1970:
        return False
    once = local.utcoffset() == local.replace(fold=1).utcoffset()
    return once and rules.offset_at(local.replace(tzinfo=None)) == local.utcoffset()


def used_in(vevents: Iterable[bytes]) -> set[str]:
    """The names of the zones that stored VEVENTs refer to: what calendar() needs as `zones`."""
    return {name.decode() for vevent in vevents for name in _USED.findall(vevent)}


@lru_cache(maxsize=64)
def _written(name: str) -> bytes:
    rules = _rules(name)
    if rules is None:
        return b""
    if rules.daylight is None or rules.standard is None:
        parts = _observance("STANDARD", _BEGINNING, rules.offset, rules.offset, rules.abbreviation)
    else:
        parts = [*_recurring("DAYLIGHT", rules.daylight), *_recurring("STANDARD", rules.standard)]
    return lines.block(["BEGIN:VTIMEZONE", f"TZID:{rules.tzid}", *parts, "END:VTIMEZONE"])


def _recurring(kind: str, onset: Onset) -> list[str]:
    rule = f"RRULE:FREQ=YEARLY;BYMONTH={onset.month};BYDAY={onset.nth}{_WEEKDAYS[onset.weekday]}"
    return _observance(kind, onset.in_year(1970), onset.before, onset.after, onset.abbreviation, rule)


def _observance(
    kind: str, start: datetime, before: timedelta, after: timedelta, abbreviation: str, rule: str = ""
) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_offset(before)}",
        f"TZOFFSETTO:{_offset(after)}",
        f"TZNAME:{abbreviation}",
        rule,
        f"END:{kind}",
    ]


def _offset(offset: timedelta) -> str:
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}{minutes % 60:02}"


def _is_utc(rules: Rules) -> bool:
    return rules.daylight is None and rules.abbreviation == "UTC"


def _zone(name: str) -> ZoneInfo:
    try:
        if _NAME.fullmatch(name):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    raise UnknownZone(f"not an IANA time zone: {name!r}")


@lru_cache(maxsize=64)
def _rules(name: str) -> Rules | None:
    zone = _zone(name)
    yearly = [_changes(zone, year) for year in _RULE_YEARS]
    now = datetime(_RULE_YEARS[0], 1, 1, 12, tzinfo=zone)
    offset, abbreviation = now.utcoffset() or timedelta(), now.tzname() or name
    if not any(yearly):
        return Rules(name, offset, abbreviation)
    if any(len(changes) != 2 for changes in yearly):
        return None
    onsets = [_onset(zone, [changes[place] for changes in yearly]) for place in (0, 1)]
    if onsets[0] is None or onsets[1] is None:
        return None
    standard, daylight = sorted(filter(None, onsets), key=lambda onset: onset.after)
    return Rules(name, offset, abbreviation, daylight=daylight, standard=standard)


def _changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """The instants (UTC, to the minute) in that year at which the zone's offset changes."""
    begin, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    weeks = [begin + timedelta(weeks=week) for week in range(53)] + [end]
    return [_moment(zone, low, high) for low, high in pairwise(weeks) if _at(zone, low) != _at(zone, high)]


def _moment(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    before = _at(zone, low)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        middle -= timedelta(seconds=middle.second, microseconds=middle.microsecond)
        low, high = (middle, high) if _at(zone, middle) == before else (low, middle)
    return high


def _at(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _onset(zone: ZoneInfo, moments: list[datetime]) -> Onset | None:
    """The one rule that gives all these instants, or None."""
    last = moments[-1]
    before, after = _at(zone, last - timedelta(minutes=1)), _at(zone, last)
    walls = [(moment + before).replace(tzinfo=None) for moment in moments]
    for nth in (1, 2, 3, 4, _LAST):
        wall, name = walls[-1], last.astimezone(zone).tzname() or zone.key
        onset = Onset(wall.month, nth, wall.weekday(), wall.time(), before, after, name)
        if all(onset.in_year(wall.year) == wall for wall in walls):
            return onset
    return None
