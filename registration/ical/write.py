"""Entries as RFC 5545 bytes: a VEVENT, an invitation (RFC 5546), a feed (RFC 7986).

The content lines are written here and not by the icalendar library, which takes ten times as long for them and turns
a literal "\\N" into a line end; tests have it read what is written. The same values give the same bytes, on any day
and machine: callers store a VEVENT once per change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar.prop import vDuration

from registration.ical import lines, text
from registration.ical.entry import CalendarEntry, FeedHead, InvalidEntry, Method, Person, Status
from registration.ical.zones import used_in, vtimezone, writable

PRODID = "-//Zapisy//Zapisy//PL"
_END = b"END:VCALENDAR" + lines.CRLF


def vevent(entry: CalendarEntry) -> bytes:
    """One VEVENT, BEGIN to END with its last CRLF: what is stored and joined into feeds.

    Times stand in the entry's zone, or in UTC where the wall clock would be ambiguous (zones.writable).
    Raises UnknownZone.
    """
    return lines.block(["BEGIN:VEVENT", *_properties(entry), "END:VEVENT"])


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


def _head(head: FeedHead) -> Iterator[str]:
    """The properties of RFC 7986 §5, each followed by the older one that clients still read."""
    description = text.line(head.description)
    refresh = str(vDuration(head.refresh).to_ical(), "ascii")  # type: ignore[no-untyped-call]
    for name in ("NAME", "X-WR-CALNAME"):
        yield _text(name, text.line(head.name))
    for name in ("DESCRIPTION", "X-WR-CALDESC") if description else ():
        yield _text(name, description)
    yield _text("X-WR-TIMEZONE", head.zone)
    if head.color:
        yield f"{'X-APPLE-CALENDAR-COLOR' if head.color.startswith('#') else 'COLOR'}:{head.color}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{refresh}"
    yield f"X-PUBLISHED-TTL:{refresh}"
    if head.source:
        yield f"SOURCE;VALUE=URI:{text.uri(head.source)}"
    if head.last_modified:
        yield _instant("LAST-MODIFIED", head.last_modified)


def _properties(entry: CalendarEntry) -> Iterator[str]:
    """The properties of a VEVENT (RFC 5545 §3.6.1) in the order of design: identity, time, text, people."""
    yield _text("UID", entry.uid)
    yield _instant("DTSTAMP", entry.stamp)
    yield f"SEQUENCE:{entry.sequence}"
    yield from _times(entry)
    yield from _texts(entry)
    yield f"STATUS:{entry.status}"
    yield "CLASS:PUBLIC"
    yield f"TRANSP:{'TRANSPARENT' if entry.transparent else 'OPAQUE'}"
    for name, stamp in (("CREATED", entry.created), ("LAST-MODIFIED", entry.last_modified)):
        if stamp:
            yield _instant(name, stamp)
    if entry.related_to:
        yield _text("RELATED-TO", entry.related_to)
    yield from _people(entry)


def _times(entry: CalendarEntry) -> Iterator[str]:
    start, end = entry.start, entry.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        for name, day in (("DTSTART", start), ("DTEND", end)):
            yield f"{name};VALUE=DATE:{day:%Y%m%d}"
    elif writable(start, entry.zone) and writable(end, entry.zone):
        for name, moment in (("DTSTART", start), ("DTEND", end)):
            yield f"{name};TZID={entry.zone}:{moment.astimezone(ZoneInfo(entry.zone)):%Y%m%dT%H%M%S}"
    else:
        yield from (_instant("DTSTART", start), _instant("DTEND", end))


def _texts(entry: CalendarEntry) -> Iterator[str]:
    language = f";LANGUAGE={entry.language}" if entry.language else ""
    yield _text(f"SUMMARY{language}", text.line(entry.summary))
    if description := text.clean(entry.description):
        yield _text(f"DESCRIPTION{language}", description)
    if location := text.line(entry.location):
        yield _text(f"LOCATION{language}", location)
    if entry.url:
        yield f"URL:{text.uri(entry.url)}"
    categories = [_escaped(category) for category in map(text.line, entry.categories) if category]
    if categories:
        yield f"CATEGORIES{language}:{','.join(categories)}"


def _people(entry: CalendarEntry) -> Iterator[str]:
    if entry.organizer:
        yield f"ORGANIZER{_address(entry.organizer)}"
    if attendee := entry.attendee:
        asked = f"PARTSTAT={attendee.participation};RSVP={'TRUE' if attendee.rsvp else 'FALSE'}"
        yield f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;{asked}{_address(attendee.person)}"
        yield "X-MICROSOFT-DISALLOW-COUNTER:TRUE"


def _address(person: Person) -> str:
    """CN and CAL-ADDRESS. A CN is in quotes even where it is one word: some clients split it otherwise. Quotes
    and carets in it are written as in RFC 6868 §3.1."""
    name = text.name(person.name).replace("^", "^^").replace('"', "^'")
    named = f';CN="{name}"' if name else ""
    return f"{named}:{text.mailto(person.email)}"


def _instant(name: str, moment: datetime) -> str:
    return f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(name: str, value: str) -> str:
    return f"{name}:{_escaped(value)}"


def _escaped(value: str) -> str:
    """TEXT (RFC 5545 §3.3.11): a backslash is escaped whatever letter follows it."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
