"""The calendar as a whole: its head, zones, events, and what its method asks for (RFC 5546)."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from registration.ical.lint.content import Line
from registration.ical.lint.problem import Code, Problem, problem
from registration.ical.lint.structure import Component
from registration.ical.lint.values import moment

Sort = Literal["invitation", "feed"]
_METHODS: dict[Sort, frozenset[str]] = {
    "invitation": frozenset({"REQUEST", "CANCEL"}),
    "feed": frozenset({"PUBLISH"}),
}


def check(calendar: Component, kind: Sort) -> Iterator[Problem]:
    """What is wrong between the parts of a calendar."""
    yield from _head(calendar, kind)
    yield from _zones(calendar)
    for event in calendar.children("VEVENT"):
        yield from _event(event)
    yield from _invitation(calendar) if kind == "invitation" else _feed(calendar)


def _head(calendar: Component, kind: Sort) -> Iterator[Problem]:
    first = {line.name for line in calendar.properties[:2]}
    if first != {"VERSION", "PRODID"}:
        yield problem(Code.HEAD_ORDER, calendar.number)
    if calendar.value("METHOD").upper() not in _METHODS[kind]:
        number = next((line.number for line in calendar.all("METHOD")), calendar.number)
        yield problem(Code.METHOD, number, calendar.value("METHOD"))


def _zones(calendar: Component) -> Iterator[Problem]:
    defined: set[str] = set()
    for zone in calendar.children("VTIMEZONE"):
        if (name := zone.value("TZID")) in defined:
            yield problem(Code.REPEATED_TIMEZONE, zone.number, name)
        defined.add(name)
        if not zone.components:
            yield problem(Code.TIMEZONE_PARTS, zone.number, name)
        for part in zone.components:
            yield from (problem(Code.TIMEZONE_TABLE, line.number) for line in part.all("RDATE"))
    for event in calendar.children("VEVENT"):
        for line in event.properties:
            name = line.parameter("TZID")
            if name and name not in defined:
                yield problem(Code.MISSING_TIMEZONE, line.number, name)


def _event(event: Component) -> Iterator[Problem]:
    if event.all("DTEND") and event.all("DURATION"):
        yield problem(Code.END_AND_DURATION, event.number)
    if not event.all("DTEND") or not event.all("DTSTART"):
        return
    start, end = event.all("DTSTART")[0], event.all("DTEND")[0]
    begins, ends = moment(start.value), moment(end.value)
    if begins is None or ends is None:
        return
    if isinstance(begins, datetime) != isinstance(ends, datetime):
        yield problem(Code.MIXED_TIMES, end.number)
    elif _comparable(start, begins) >= _comparable(end, ends):
        yield problem(Code.END_NOT_AFTER_START, end.number, f"{start.value} {end.value}")


def _comparable(line: Line, found: date | datetime) -> date | datetime:
    """The instant in UTC, as far as the zone is known here; else the time as written."""
    zone = line.parameter("TZID")
    if isinstance(found, datetime) and zone and not line.value.endswith("Z"):
        try:
            return found.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
        except (KeyError, ValueError, OSError, OverflowError):
            return found
    return found


def _invitation(calendar: Component) -> Iterator[Problem]:
    events = calendar.children("VEVENT")
    if not events:
        yield problem(Code.NO_EVENT, calendar.number)
    elif len(events) > 1:
        yield problem(Code.UID_COUNT, events[1].number, len(events))
    cancels = calendar.value("METHOD").upper() == "CANCEL"
    for event in events:
        for name, code in (("ATTENDEE", Code.ATTENDEE_COUNT), ("ORGANIZER", Code.ORGANIZER_COUNT)):
            if len(event.all(name)) != 1:
                yield problem(code, event.number, len(event.all(name)))
        if not event.all("SEQUENCE"):
            yield problem(Code.MISSING_PROPERTY, event.number, "SEQUENCE")
        if (event.value("STATUS").upper() == "CANCELLED") != cancels:
            yield problem(Code.STATUS_AND_METHOD, event.number, event.value("STATUS"))


def _feed(calendar: Component) -> Iterator[Problem]:
    if not calendar.components:
        yield problem(Code.NO_EVENT, calendar.number)
    events = calendar.children("VEVENT")
    for event in events:
        yield from (problem(Code.ATTENDEE_IN_FEED, line.number) for line in event.all("ATTENDEE"))
    masters = [event for event in events if not event.all("RECURRENCE-ID")]
    counts = Counter(event.value("UID") for event in masters)
    for event in masters:
        if counts[event.value("UID")] > 1:
            yield problem(Code.DUPLICATE_UID, event.number, event.value("UID"))
