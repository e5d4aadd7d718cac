"""Debian's libical3 by ctypes: a second pair of eyes, the library behind KDE's and GNOME's calendars.

Every time is worked out by the VTIMEZONE of the same calendar object, never by libical's own tables.
"""

import ctypes
import ctypes.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

_Pointer = ctypes.c_void_p
_Int = ctypes.c_int
_String = ctypes.c_char_p


class LibicalMissing(OSError):
    """libical.so.3 is not installed (Debian: apt-get install libical3)."""


class _Time(ctypes.Structure):
    """struct icaltimetype of libical 3: returned by value, so its size must be exact."""

    _fields_ = [
        *((name, _Int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", _Int),
        ("is_daylight", _Int),
        ("zone", _Pointer),
    ]


# What each function takes and returns; without it ctypes would cut pointers to 32 bits.
_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "icalparser_parse_string": (_Pointer, (_String,)),
    "icalcomponent_free": (None, (_Pointer,)),
    "icalcomponent_string_to_kind": (_Int, (_String,)),
    "icalproperty_string_to_kind": (_Int, (_String,)),
    "icalparameter_string_to_kind": (_Int, (_String,)),
    "icalcomponent_isa": (_Int, (_Pointer,)),
    "icalcomponent_count_errors": (_Int, (_Pointer,)),
    "icalrestriction_check": (_Int, (_Pointer,)),
    "icalcomponent_get_first_component": (_Pointer, (_Pointer, _Int)),
    "icalcomponent_get_next_component": (_Pointer, (_Pointer, _Int)),
    "icalcomponent_get_first_property": (_Pointer, (_Pointer, _Int)),
    "icalcomponent_get_timezone": (_Pointer, (_Pointer, _String)),
    "icalcomponent_get_uid": (_String, (_Pointer,)),
    "icalcomponent_get_summary": (_String, (_Pointer,)),
    "icalcomponent_get_description": (_String, (_Pointer,)),
    "icalcomponent_get_location": (_String, (_Pointer,)),
    "icalcomponent_get_sequence": (_Int, (_Pointer,)),
    "icalproperty_get_first_parameter": (_Pointer, (_Pointer, _Int)),
    "icalproperty_get_value_as_string": (_String, (_Pointer,)),
    "icalproperty_get_dtstart": (_Time, (_Pointer,)),
    "icalproperty_get_dtend": (_Time, (_Pointer,)),
    "icalparameter_get_tzid": (_String, (_Pointer,)),
    "icalparameter_get_cn": (_String, (_Pointer,)),
    "icaltimezone_get_utc_timezone": (_Pointer, ()),
    "icaltimezone_convert_time": (None, (ctypes.POINTER(_Time), _Pointer, _Pointer)),
    "icaltime_is_valid_time": (_Int, (_Time,)),
}


@dataclass(frozen=True)
class Event:
    """A VEVENT as libical reads it. Times are in UTC, or dates."""

    uid: str
    sequence: int
    start: datetime | date
    end: datetime | date
    summary: str
    description: str
    location: str
    attendee: str
    attendee_name: str


@dataclass(frozen=True)
class Calendar:
    """A VCALENDAR as libical reads it: `errors` broken lines, `restricted` if RFC 5546 tables are broken."""

    events: list[Event]
    errors: int
    keeps_itip_rules: bool


def read(data: bytes) -> Calendar:
    """The calendar in the bytes. Raises ValueError if libical sees none, LibicalMissing without libical."""
    library = _library()
    with _parsed(data) as root:
        if not root or library.icalcomponent_isa(root) != _component("VCALENDAR"):
            raise ValueError("libical sees no VCALENDAR")
        return Calendar(
            [_event(root, found) for found in _children(root, "VEVENT")],
            library.icalcomponent_count_errors(root),
            bool(library.icalrestriction_check(root)),
        )


@cache
def _library() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL("libical.so.3")
    except OSError as missing:
        raise LibicalMissing("libical.so.3 is missing: apt-get install libical3") from missing
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, list(arguments)
    return library


def _component(name: str) -> int:
    return int(_library().icalcomponent_string_to_kind(name.encode()))


@contextmanager
def _parsed(data: bytes) -> Iterator[Any]:
    root = _library().icalparser_parse_string(data)
    try:
        yield root
    finally:
        if root:
            _library().icalcomponent_free(root)


def _children(root: Any, name: str) -> Iterator[Any]:
    library, kind = _library(), _component(name)
    found = library.icalcomponent_get_first_component(root, kind)
    while found:
        yield found
        found = library.icalcomponent_get_next_component(root, kind)


def _event(root: Any, found: Any) -> Event:
    library = _library()
    attendee = _property(found, "ATTENDEE")
    name = _parameter(attendee, "CN") if attendee else None
    return Event(
        uid=_text(library.icalcomponent_get_uid(found)),
        sequence=library.icalcomponent_get_sequence(found),
        start=_time(root, _property(found, "DTSTART"), library.icalproperty_get_dtstart),
        end=_time(root, _property(found, "DTEND"), library.icalproperty_get_dtend),
        summary=_text(library.icalcomponent_get_summary(found)),
        description=_text(library.icalcomponent_get_description(found)),
        location=_text(library.icalcomponent_get_location(found)),
        attendee=_text(library.icalproperty_get_value_as_string(attendee)) if attendee else "",
        attendee_name=_text(library.icalparameter_get_cn(name)) if name else "",
    )


def _property(found: Any, name: str) -> Any:
    library = _library()
    return library.icalcomponent_get_first_property(found, library.icalproperty_string_to_kind(name.encode()))


def _parameter(found: Any, name: str) -> Any:
    library = _library()
    kind = library.icalparameter_string_to_kind(name.encode())
    return library.icalproperty_get_first_parameter(found, kind)


def _time(root: Any, found: Any, get: Any) -> datetime | date:
    library = _library()
    moment = get(found)
    if not library.icaltime_is_valid_time(moment):
        raise ValueError("libical sees no valid time")
    if moment.is_date:
        return date(moment.year, moment.month, moment.day)
    if tzid := _parameter(found, "TZID"):
        zone = library.icalcomponent_get_timezone(root, library.icalparameter_get_tzid(tzid))
        if not zone:
            raise ValueError("libical finds no VTIMEZONE for the time")
        library.icaltimezone_convert_time(ctypes.byref(moment), zone, library.icaltimezone_get_utc_timezone())
    return datetime(
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, tzinfo=UTC
    )


def _text(found: bytes | None) -> str:
    return (found or b"").decode()
