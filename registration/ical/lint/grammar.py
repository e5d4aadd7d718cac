"""What the standards allow: components, properties, parameters (RFC 5545 §3.6 to §3.8, RFC 7986)."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """The type of a property's value (RFC 5545 §3.3)."""

    TEXT = auto()
    TEXTS = auto()  # several, between commas
    WORD = auto()  # one of a list
    INTEGER = auto()
    URI = auto()
    ADDRESS = auto()
    TIME = auto()  # a date-time, or a date with VALUE=DATE
    TIMES = auto()
    UTC = auto()
    LOCAL = auto()  # a local time, in the parts of a VTIMEZONE
    DURATION = auto()
    OFFSET = auto()
    RECURRENCE = auto()
    COLOR = auto()
    OTHER = auto()  # not looked into


@dataclass(frozen=True)
class Property:
    """One property: the type of its value, the components that may have it, and how often."""

    kind: Kind
    inside: frozenset[str]
    many: bool = False
    words: frozenset[str] = frozenset()


def _property(kind: Kind, inside: str, *, many: bool = False, words: str = "") -> Property:
    return Property(kind, frozenset(inside.split()), many, frozenset(words.split()))


_PARTS = "STANDARD DAYLIGHT"
_BOTH = "VCALENDAR VEVENT"

PROPERTIES = {
    "VERSION": _property(Kind.WORD, "VCALENDAR", words="2.0"),
    "PRODID": _property(Kind.TEXT, "VCALENDAR"),
    "CALSCALE": _property(Kind.WORD, "VCALENDAR", words="GREGORIAN"),
    "METHOD": _property(Kind.OTHER, "VCALENDAR"),
    "NAME": _property(Kind.TEXT, "VCALENDAR", many=True),
    "REFRESH-INTERVAL": _property(Kind.DURATION, "VCALENDAR"),
    "SOURCE": _property(Kind.URI, "VCALENDAR"),
    "COLOR": _property(Kind.COLOR, _BOTH),
    "IMAGE": _property(Kind.OTHER, _BOTH, many=True),
    "CONFERENCE": _property(Kind.URI, "VEVENT", many=True),
    "UID": _property(Kind.TEXT, _BOTH),
    "DTSTAMP": _property(Kind.UTC, "VEVENT"),
    "CREATED": _property(Kind.UTC, "VEVENT"),
    "LAST-MODIFIED": _property(Kind.UTC, "VCALENDAR VEVENT VTIMEZONE"),
    "DTSTART": _property(Kind.TIME, f"VEVENT {_PARTS}"),
    "DTEND": _property(Kind.TIME, "VEVENT"),
    "DURATION": _property(Kind.DURATION, "VEVENT"),
    "RECURRENCE-ID": _property(Kind.TIME, "VEVENT"),
    "RRULE": _property(Kind.RECURRENCE, f"VEVENT {_PARTS}"),
    "RDATE": _property(Kind.TIMES, f"VEVENT {_PARTS}", many=True),
    "EXDATE": _property(Kind.TIMES, "VEVENT", many=True),
    "SEQUENCE": _property(Kind.INTEGER, "VEVENT"),
    "PRIORITY": _property(Kind.INTEGER, "VEVENT"),
    "SUMMARY": _property(Kind.TEXT, "VEVENT"),
    "LOCATION": _property(Kind.TEXT, "VEVENT"),
    "DESCRIPTION": _property(Kind.TEXT, _BOTH),
    "COMMENT": _property(Kind.TEXT, f"VEVENT {_PARTS}", many=True),
    "CONTACT": _property(Kind.TEXT, "VEVENT", many=True),
    "CATEGORIES": _property(Kind.TEXTS, _BOTH, many=True),
    "RESOURCES": _property(Kind.TEXTS, "VEVENT", many=True),
    "RELATED-TO": _property(Kind.TEXT, "VEVENT", many=True),
    "URL": _property(Kind.URI, _BOTH),
    "GEO": _property(Kind.OTHER, "VEVENT"),
    "ATTACH": _property(Kind.OTHER, "VEVENT", many=True),
    "REQUEST-STATUS": _property(Kind.OTHER, "VEVENT", many=True),
    "STATUS": _property(Kind.WORD, "VEVENT", words="CONFIRMED TENTATIVE CANCELLED"),
    "TRANSP": _property(Kind.WORD, "VEVENT", words="OPAQUE TRANSPARENT"),
    "CLASS": _property(Kind.WORD, "VEVENT", words="PUBLIC PRIVATE CONFIDENTIAL"),
    "ORGANIZER": _property(Kind.ADDRESS, "VEVENT"),
    "ATTENDEE": _property(Kind.ADDRESS, "VEVENT", many=True),
    "TZID": _property(Kind.TEXT, "VTIMEZONE"),
    "TZURL": _property(Kind.URI, "VTIMEZONE"),
    "TZNAME": _property(Kind.TEXT, _PARTS, many=True),
    "TZOFFSETFROM": _property(Kind.OFFSET, _PARTS),
    "TZOFFSETTO": _property(Kind.OFFSET, _PARTS),
    # Not standards, but what every client reads in a feed's head.
    "X-WR-CALNAME": _property(Kind.TEXT, "VCALENDAR"),
    "X-WR-CALDESC": _property(Kind.TEXT, "VCALENDAR"),
    "X-WR-TIMEZONE": _property(Kind.TEXT, "VCALENDAR"),
    "X-PUBLISHED-TTL": _property(Kind.DURATION, "VCALENDAR"),
}

# What a component must have. An invitation's events need more: see events.py.
REQUIRED = {
    "VCALENDAR": ("VERSION", "PRODID"),
    "VEVENT": ("UID", "DTSTAMP", "DTSTART", "SUMMARY"),
    "VTIMEZONE": ("TZID",),
    "STANDARD": ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"),
    "DAYLIGHT": ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"),
}

# Which component we write inside which.
CHILDREN = {
    "VCALENDAR": frozenset({"VEVENT", "VTIMEZONE"}),
    "VTIMEZONE": frozenset({"STANDARD", "DAYLIGHT"}),
}


@dataclass(frozen=True)
class Parameter:
    """One parameter: the types of value that it may stand beside, the properties, its words."""

    kinds: frozenset[Kind] = frozenset(Kind)
    properties: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def _of(properties: str, words: str = "") -> Parameter:
    return Parameter(properties=frozenset(properties.split()), words=frozenset(words.split()))


_TIMES = Parameter(kinds=frozenset({Kind.TIME, Kind.TIMES}))
_ADDRESSES = Parameter(kinds=frozenset({Kind.ADDRESS}))

PARAMETERS = {
    "VALUE": Parameter(),
    "LANGUAGE": Parameter(kinds=frozenset({Kind.TEXT, Kind.TEXTS, Kind.ADDRESS})),
    "ALTREP": Parameter(kinds=frozenset({Kind.TEXT, Kind.TEXTS})),
    "TZID": _TIMES,
    "RANGE": _of("RECURRENCE-ID", words="THISANDFUTURE"),
    "CN": _ADDRESSES,
    "DIR": _ADDRESSES,
    "SENT-BY": _ADDRESSES,
    "EMAIL": _ADDRESSES,
    "SCHEDULE-AGENT": _ADDRESSES,
    "SCHEDULE-STATUS": _ADDRESSES,
    "SCHEDULE-FORCE-SEND": _ADDRESSES,
    "CUTYPE": _of("ATTENDEE", words="INDIVIDUAL GROUP RESOURCE ROOM UNKNOWN"),
    "ROLE": _of("ATTENDEE", words="CHAIR REQ-PARTICIPANT OPT-PARTICIPANT NON-PARTICIPANT"),
    "PARTSTAT": _of("ATTENDEE", words="NEEDS-ACTION ACCEPTED DECLINED TENTATIVE DELEGATED"),
    "RSVP": _of("ATTENDEE", words="TRUE FALSE"),
    "MEMBER": _of("ATTENDEE"),
    "DELEGATED-FROM": _of("ATTENDEE"),
    "DELEGATED-TO": _of("ATTENDEE"),
    "RELTYPE": _of("RELATED-TO", words="PARENT CHILD SIBLING"),
    "FMTTYPE": _of("ATTACH IMAGE"),
    "ENCODING": _of("ATTACH IMAGE"),
    "DISPLAY": _of("IMAGE"),
    "FEATURE": _of("CONFERENCE"),
    "LABEL": _of("CONFERENCE"),
}
