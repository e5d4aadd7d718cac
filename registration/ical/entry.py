"""The values from which calendar bytes are made: an entry, its people, the head of a feed."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from registration.ical import text
from registration.ical.colors import COLORS


class InvalidEntry(ValueError):
    """The entry cannot be written as RFC 5545 / 5546 would have it; the message says why."""


class Status(StrEnum):
    """STATUS of a VEVENT (RFC 5545 §3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Method(StrEnum):
    """METHOD of a calendar object (RFC 5546 §1.4): those that we send or receive."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    REPLY = "REPLY"


# Not the whole of RFC 5321: what stands unquoted in "mailto:" and what any mail program can reply to.
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\[\]\\\x00-\x1f\x7f]+@[^\s@<>\"(),:;\[\]\\\x00-\x1f\x7f]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_UID = re.compile(r"[\x21-\x7e]{1,255}")
_HEX_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Person:
    """A calendar user (CAL-ADDRESS, RFC 5545 §3.3.3): an e-mail address and a name for CN."""

    email: str
    name: str = ""

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.email):
            raise InvalidEntry(f"not an e-mail address: {self.email!r}")


@dataclass(frozen=True)
class Attendee:
    """The one invited person: ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT (RFC 5545 §3.8.4.1)."""

    person: Person
    participation: str = "NEEDS-ACTION"
    rsvp: bool = True

    def __post_init__(self) -> None:
        if self.participation not in PARTICIPATIONS:
            raise InvalidEntry(f"not a PARTSTAT of a VEVENT: {self.participation!r}")


PARTICIPATIONS = frozenset({"NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"})


@dataclass(frozen=True)
class CalendarEntry:
    """One VEVENT. Times are aware datetimes, or dates for an all-day entry whose end is exclusive.

    `venue` is the address that counts as a move (fingerprint); it is not written: LOCATION is `location`.
    Raises InvalidEntry when the values contradict each other; texts are never refused, they are cleaned.
    """

    uid: str
    stamp: datetime
    sequence: int
    start: datetime | date
    end: datetime | date
    summary: str
    zone: str = "Europe/Warsaw"
    description: str = ""
    location: str = ""
    url: str = ""
    status: Status = Status.CONFIRMED
    transparent: bool = False
    created: datetime | None = None
    last_modified: datetime | None = None
    organizer: Person | None = None
    attendee: Attendee | None = None
    related_to: str = ""
    categories: tuple[str, ...] = ()
    language: str = "pl"
    venue: str = ""

    def __post_init__(self) -> None:
        _check_identity(self)
        _check_address(self.url)
        _check_stamps(self)
        _check_times(self.start, self.end)


@dataclass(frozen=True)
class FeedHead:
    """The head of a feed or download (RFC 7986 §5).

    `color` is a CSS colour name (COLOR) or "#rrggbb" (Apple's property); `source` the public address only.
    `last_modified` must move whenever an entry of the feed does, a deletion included.
    """

    name: str
    description: str = ""
    zone: str = "Europe/Warsaw"
    source: str = ""
    color: str = ""
    refresh: timedelta = timedelta(hours=1)
    last_modified: datetime | None = None

    def __post_init__(self) -> None:
        if self.color and self.color not in COLORS and not _HEX_COLOR.fullmatch(self.color):
            raise InvalidEntry(f"not a colour: {self.color!r}")
        if self.refresh < timedelta(minutes=1):
            raise InvalidEntry("a feed is refreshed once a minute at most")
        if self.last_modified is not None and self.last_modified.tzinfo is None:
            raise InvalidEntry("last_modified has no time zone")
        _check_address(self.source)


class Fingerprint(NamedTuple):
    """Two stable hashes: a new time_key needs SEQUENCE + 1, a new text_key only a newer DTSTAMP."""

    time_key: str
    text_key: str


def fingerprint(entry: CalendarEntry) -> Fingerprint:
    """What a reader sees of the entry, as (time_key, text_key); equal entries give equal keys for years.

    time_key covers start, end, status and venue (RFC 5546 §2.1.4 asks for a new SEQUENCE at least then);
    text_key every other visible value. Neither covers stamp, sequence, created, last_modified, the
    answer (participation, rsvp), or a change that cleaning undoes. A mere change of `zone` is text.
    """
    people = [(person.email, text.name(person.name)) for person in _people(entry)]
    return Fingerprint(
        _digest([_instant(entry.start), _instant(entry.end), entry.status, text.line(entry.venue)]),
        _digest(
            [
                text.line(entry.summary),
                text.clean(entry.description),
                text.line(entry.location),
                entry.url,
                entry.transparent,
                entry.zone,
                entry.language,
                entry.related_to,
                list(map(text.line, entry.categories)),
                people,
            ]
        ),
    )


def _people(entry: CalendarEntry) -> list[Person]:
    invited = entry.attendee.person if entry.attendee else None
    return [person for person in (entry.organizer, invited) if person]


def _instant(moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return moment.strftime("%Y%m%d")


def _digest(values: list[object]) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:32]


def _check_identity(entry: CalendarEntry) -> None:
    if not _UID.fullmatch(entry.uid):
        raise InvalidEntry("a UID is 1 to 255 visible ASCII characters")
    if entry.related_to and not _UID.fullmatch(entry.related_to):
        raise InvalidEntry("RELATED-TO names a UID: 1 to 255 visible ASCII characters")
    if entry.sequence < 0:
        raise InvalidEntry("SEQUENCE starts at 0 and never falls")
    if entry.language and not _LANGUAGE.fullmatch(entry.language):
        raise InvalidEntry(f"not a language tag: {entry.language!r}")


def _check_address(url: str) -> None:
    if url:
        try:
            text.uri(url)
        except ValueError as problem:
            raise InvalidEntry(str(problem)) from None


def _check_stamps(entry: CalendarEntry) -> None:
    for stamp in (entry.stamp, entry.created, entry.last_modified):
        if stamp is not None and stamp.tzinfo is None:
            raise InvalidEntry("a stamp has no time zone")


def _check_times(start: datetime | date, end: datetime | date) -> None:
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise InvalidEntry("start and end are both times or both dates")
    if isinstance(start, datetime) and isinstance(end, datetime):
        if start.tzinfo is None or end.tzinfo is None:
            raise InvalidEntry("start or end has no time zone")
        # Two times of one ZoneInfo compare by the clock on the wall, which goes back once a year.
        start, end = start.astimezone(UTC).replace(microsecond=0), end.astimezone(UTC).replace(microsecond=0)
    if end <= start:
        raise InvalidEntry("the end must be later than the start")
