"""Entries as RFC 5545 bytes: a VEVENT, an invitation (RFC 5546), a feed (RFC 7986).

icalendar makes the content lines; what it gets wrong is fenced here: texts are cleaned first and escaped by
`_Text` (it turns a literal "\\N" into a line end), a CN is always quoted, lines are folded by ours.
The same values give the same bytes, on any day and machine: callers store a VEVENT once per change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Component, Event
from icalendar.parser import Parameters
from icalendar.prop import vCalAddress, vCategory, vDuration, vText, vUri

from registration.ical import lines, text
from registration.ical.entry import Attendee, CalendarEntry, FeedHead, InvalidEntry, Method, Person, Status
from registration.ical.zones import used_in, vtimezone, writable

PRODID = "-//Zapisy//Zapisy//PL"
_END = b"END:VCALENDAR" + lines.CRLF


class _Text(vText):
    """TEXT (RFC 5545 §3.3.11) whose backslashes are escaped whatever letter follows them."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


class _Quoted(Parameters):
    """Parameters with CN in quotes even where it is one word: some clients split it otherwise."""

    always_quoted = (*Parameters.always_quoted, "CN")  # type: ignore[assignment]  # typed as a 9-tuple there


def vevent(entry: CalendarEntry) -> bytes:
    """One VEVENT, BEGIN to END with its last CRLF: what is stored and joined into feeds.

    Times stand in the entry's zone, or in UTC where the wall clock would be ambiguous (zones.writable).
    Raises UnknownZone.
    """
    event = Event()
    for name, value in _properties(entry):
        event.add(name, value)
    return lines.block(event.content_lines(sorted=False))


def invitation(entry: CalendarEntry, method: Method) -> bytes:
    """A whole calendar object that asks one person (REQUEST) or takes the entry back (CANCEL).

    One UID, one ATTENDEE, the ORGANIZER (RFC 5546 §3.2.2, §3.2.5); a CANCEL is written with
    STATUS:CANCELLED and asks for no answer. Raises InvalidEntry when a person is missing, for another
    method, or when a REQUEST carries a cancelled entry; UnknownZone.
    """
    if method not in (Method.REQUEST, Method.CANCEL):
        raise InvalidEntry(f"an invitation is a REQUEST or a CANCEL, not {method}")
    if entry.organizer is None or entry.attendee is None:
        raise InvalidEntry("an invitation needs one organizer and one attendee")
    if method is Method.CANCEL:
        entry = replace(entry, status=Status.CANCELLED, attendee=replace(entry.attendee, rsvp=False))
    elif entry.status is Status.CANCELLED:
        raise InvalidEntry("a cancelled entry is sent as CANCEL, not as REQUEST")
    body = vevent(entry)
    timezones = map(vtimezone, sorted(used_in([body])))
    return b"".join([lines.block(_opening(method)), *timezones, body, _END])


def calendar(head: FeedHead, vevents: Iterable[bytes], zones: Iterable[str]) -> bytes:
    """A feed or download (METHOD:PUBLISH): the head, then stored VEVENTs, byte for byte, in the given order.

    `zones` names those that the VEVENTs use (zones.used_in); the head's own is always written, so that
    a feed without entries still holds a component (RFC 5545 §3.4). Raises UnknownZone, and InvalidEntry
    for a VEVENT with an ATTENDEE (RFC 5546 §3.2.1: a feed names nobody).
    """
    body = b"".join(vevents)
    if b"\r\nATTENDEE" in body:
        raise InvalidEntry("a feed has no ATTENDEE")
    timezones = map(vtimezone, sorted({head.zone, *zones}))
    return b"".join([lines.block([*_opening(Method.PUBLISH), *_head(head)]), *timezones, body, _END])


def program(head: FeedHead, entries: Iterable[CalendarEntry]) -> bytes:
    """A feed or download made at once from entries; an attendee is left out. Raises UnknownZone."""
    vevents = [vevent(replace(entry, attendee=None)) for entry in entries]
    return calendar(head, vevents, used_in(vevents))


def _opening(method: Method) -> list[str]:
    return ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN", f"METHOD:{method}"]


def _head(head: FeedHead) -> list[str]:
    """The properties of RFC 7986 §5, each followed by the older one that clients still read."""
    event = Component()
    for name, value in _head_properties(head):
        event.add(name, value)
    return [str(line) for line in event.content_lines(sorted=False)[1:-2]]


def _head_properties(head: FeedHead) -> Iterator[tuple[str, Any]]:
    name, description = _Text(text.line(head.name)), _Text(text.line(head.description))
    yield from (("NAME", name), ("X-WR-CALNAME", name))
    if description:
        yield from (("DESCRIPTION", description), ("X-WR-CALDESC", description))
    yield "X-WR-TIMEZONE", _Text(head.zone)
    if head.color:
        yield ("X-APPLE-CALENDAR-COLOR" if head.color.startswith("#") else "COLOR"), _Text(head.color)
    yield "REFRESH-INTERVAL", vDuration(head.refresh, params={"VALUE": "DURATION"})
    yield "X-PUBLISHED-TTL", vDuration(head.refresh)
    if head.source:
        yield "SOURCE", vUri(text.uri(head.source), params={"VALUE": "URI"})
    if head.last_modified:
        yield "LAST-MODIFIED", head.last_modified.astimezone(UTC)


def _properties(entry: CalendarEntry) -> Iterator[tuple[str, Any]]:
    """The properties of a VEVENT (RFC 5545 §3.6.1) in the order of design: identity, time, text, people."""
    yield from (("UID", _Text(entry.uid)), ("DTSTAMP", entry.stamp.astimezone(UTC)))
    yield "SEQUENCE", entry.sequence
    yield from zip(("DTSTART", "DTEND"), _times(entry), strict=True)
    yield from _texts(entry)
    yield from (("STATUS", _Text(entry.status)), ("CLASS", _Text("PUBLIC")))
    yield "TRANSP", _Text("TRANSPARENT" if entry.transparent else "OPAQUE")
    for name, stamp in (("CREATED", entry.created), ("LAST-MODIFIED", entry.last_modified)):
        if stamp:
            yield name, stamp.astimezone(UTC)
    if entry.related_to:
        yield "RELATED-TO", _Text(entry.related_to)
    yield from _people(entry)


def _times(entry: CalendarEntry) -> tuple[datetime | date, datetime | date]:
    start, end = entry.start, entry.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return start, end
    local = writable(start, entry.zone) and writable(end, entry.zone)
    zone = ZoneInfo(entry.zone) if local else UTC
    return start.astimezone(zone), end.astimezone(zone)


def _texts(entry: CalendarEntry) -> Iterator[tuple[str, Any]]:
    language = {"LANGUAGE": entry.language} if entry.language else {}
    yield "SUMMARY", _Text(text.line(entry.summary), params=language)
    if description := text.clean(entry.description):
        yield "DESCRIPTION", _Text(description, params=language)
    if location := text.line(entry.location):
        yield "LOCATION", _Text(location, params=language)
    if entry.url:
        yield "URL", vUri(text.uri(entry.url))
    categories: list[str] = [_Text(category) for category in map(text.line, entry.categories) if category]
    if categories:
        yield "CATEGORIES", vCategory(categories, params=language)


def _people(entry: CalendarEntry) -> Iterator[tuple[str, Any]]:
    if entry.organizer:
        yield "ORGANIZER", _address(entry.organizer, {})
    if entry.attendee:
        yield "ATTENDEE", _address(entry.attendee.person, _asked(entry.attendee))
        yield "X-MICROSOFT-DISALLOW-COUNTER", "TRUE"


def _asked(attendee: Attendee) -> dict[str, str]:
    return {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": attendee.participation,
        "RSVP": "TRUE" if attendee.rsvp else "FALSE",
    }


def _address(person: Person, parameters: dict[str, str]) -> vCalAddress:
    address = vCalAddress(text.mailto(person.email))
    address.params = _Quoted(parameters)
    if name := text.name(person.name):
        address.params["CN"] = name
    return address
