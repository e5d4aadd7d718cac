"""Calendar bytes of others, read strictly by icalendar: anything doubtful is refused, not repaired.

What icalendar would do with a stranger's bytes is fenced here: a str might be opened as a file of that name;
a VTIMEZONE is kept in the process for good and can take forever to work out (RRULE:FREQ=SECONDLY), so none
reaches it: zones are taken by their IANA or Windows names only; broken properties are skipped in silence,
so any of them refuses the whole.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

from icalendar import Calendar, Component
from icalendar.parser import Contentlines

MAX_OCTETS = 1_000_000
_MAX_DEPTH = 4  # a VALARM in a VEVENT in a VCALENDAR is 3
_FRAME = re.compile(r"\s*(BEGIN|END)\s*[;:]", re.IGNORECASE)
_STRICT_FRAME = re.compile(r"(BEGIN|END):[A-Z0-9-]+", re.IGNORECASE)


class Unreadable(ValueError):
    """The bytes are not one calendar that can be read without guessing; the message says why."""


@dataclass(frozen=True)
class ReadAttendee:
    """An ATTENDEE or ORGANIZER as it was written: nothing is checked but that it has an address."""

    email: str
    name: str = ""
    participation: str = "NEEDS-ACTION"
    rsvp: bool = False
    delegated_to: str = ""
    """The first address that they have delegated to; "" for none."""


@dataclass(frozen=True)
class ReadEvent:
    """One VEVENT. Times are aware, or dates; naive where the sender named no zone that is known.

    `stamp` is None and `sequence` 0 when the sender left them out; `method` is that of the calendar.
    """

    method: str
    uid: str
    stamp: datetime | None
    sequence: int
    start: datetime | date | None
    end: datetime | date | None
    summary: str
    description: str
    location: str
    url: str
    status: str
    transparent: bool
    organizer: ReadAttendee | None
    attendees: tuple[ReadAttendee, ...]
    categories: tuple[str, ...]
    related_to: str
    recurrence_id: datetime | date | None


def read(data: bytes) -> list[ReadEvent]:
    """The events of one calendar object, in its order.

    Raises Unreadable for more than 1 MB, for what is not exactly one VCALENDAR, for a broken line or value,
    a property repeated where one may stand, and an event without a UID; TypeError for anything but bytes.
    """
    if not isinstance(data, bytes):
        raise TypeError("calendars are read from bytes: icalendar would take a str for a file's name")
    if len(data) > MAX_OCTETS:
        raise Unreadable(f"longer than {MAX_OCTETS} octets")
    try:
        calendar = Calendar.from_ical("\r\n".join([*_without_zones(data), ""]).encode())
    except Unreadable:
        raise
    except (ValueError, IndexError, KeyError, OverflowError) as fault:
        raise Unreadable(f"not one calendar: {fault}"[:200]) from fault
    if calendar.name != "VCALENDAR":
        raise Unreadable(f"a {calendar.name}, not a VCALENDAR")
    if faults := [fault for component in calendar.walk() for fault in component.errors]:
        raise Unreadable(f"broken: {faults[0]}"[:200])
    method = _text(calendar, "METHOD").upper()
    return [_event(component, method) for component in calendar.walk("VEVENT")]


def _without_zones(data: bytes) -> Iterator[str]:
    """The unfolded content lines, but for those of VTIMEZONEs."""
    inside: list[str] = []
    skipped = False
    for line in Contentlines.from_ical(data.decode("utf-8-sig")):  # type: ignore[no-untyped-call]
        frame = _frame(line)
        if frame.startswith("BEGIN:"):
            inside.append(frame.removeprefix("BEGIN:"))
            if len(inside) > _MAX_DEPTH:
                raise Unreadable("components nested too deep")
        skipped = "VTIMEZONE" in inside
        if frame.startswith("END:") and (not inside or inside.pop() != frame.removeprefix("END:")):
            raise Unreadable("BEGIN and END do not match")
        if line and not skipped:
            yield str(line)
    if inside:
        raise Unreadable("BEGIN and END do not match")


def _frame(line: str) -> str:
    """The line in upper case if it opens or closes a component, else ""."""
    if not _FRAME.match(line):
        return ""
    if not _STRICT_FRAME.fullmatch(line):
        raise Unreadable("a BEGIN or END with more than a name")
    return line.upper()


def _event(component: Component, method: str) -> ReadEvent:
    if not (uid := _text(component, "UID")):
        raise Unreadable("an event without a UID")
    organizers = [_person(value) for value in _all(component, "ORGANIZER")]
    if len(organizers) > 1:
        raise Unreadable("ORGANIZER stands twice")
    return ReadEvent(
        method=method,
        uid=uid,
        stamp=_time(component, "DTSTAMP", datetime),
        sequence=int(_one(component, "SEQUENCE") or 0),
        start=_time(component, "DTSTART", date),
        end=_time(component, "DTEND", date),
        summary=_text(component, "SUMMARY"),
        description=_text(component, "DESCRIPTION"),
        location=_text(component, "LOCATION"),
        url=_text(component, "URL"),
        status=_text(component, "STATUS").upper(),
        transparent=_text(component, "TRANSP").upper() == "TRANSPARENT",
        organizer=organizers[0] if organizers else None,
        attendees=tuple(map(_person, _all(component, "ATTENDEE"))),
        categories=tuple(str(one) for value in _all(component, "CATEGORIES") for one in value),
        related_to=next((str(value) for value in _all(component, "RELATED-TO")), ""),
        recurrence_id=_time(component, "RECURRENCE-ID", date),
    )


def _all(component: Component, name: str) -> list[Any]:
    value = component.get(name, [])
    return value if isinstance(value, list) else [value]


def _one(component: Component, name: str) -> Any:
    found = _all(component, name)
    if len(found) > 1:
        raise Unreadable(f"{name} stands twice")
    return found[0] if found else None


def _text(component: Component, name: str) -> str:
    value = _one(component, name)
    return "" if value is None else str(value)


def _time(component: Component, name: str, sort: type[Any]) -> Any:
    value = _one(component, name)
    if value is None:
        return None
    if not isinstance(found := value.dt, sort):
        raise Unreadable(f"{name} is not a time")
    return found


def _person(value: Any) -> ReadAttendee:
    scheme, _, address = str(value).partition(":")
    if scheme.lower() != "mailto" or "@" not in address:
        raise Unreadable("a person without a mailto: address")
    return ReadAttendee(
        email=unquote(address),
        name=_parameter(value, "CN"),
        participation=_parameter(value, "PARTSTAT").upper() or "NEEDS-ACTION",
        rsvp=_parameter(value, "RSVP").upper() == "TRUE",
        delegated_to=_delegate(value),
    )


def _delegate(value: Any) -> str:
    found = value.params.get("DELEGATED-TO", "")
    first = str(found if isinstance(found, str) else next(iter(found), "")).partition(",")[0].strip('" ')
    scheme, _, address = first.partition(":")
    return unquote(address) if scheme.lower() == "mailto" and "@" in address else ""


def _parameter(value: Any, name: str) -> str:
    found: Iterable[str] | str = value.params.get(name, "")
    return found if isinstance(found, str) else ", ".join(found)
