"""Entries that the tests of this folder and of tests/interop start from. All people are posts."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import settings

from registration.ical.entry import Attendee, CalendarEntry, FeedHead, Person

UNHURRIED = settings(deadline=None)  # a busy machine is no fault of the code
WARSAW = ZoneInfo("Europe/Warsaw")
STAMP = datetime(2026, 5, 4, 10, 11, 12, tzinfo=UTC)
OFFICE = Person("biuro@example.org", "Biuro szkoleń (przykład)")
SECRETARY = Attendee(Person("sekretarz@gmina.example.org", "Sekretarz gminy (przykład)"))
HEAD = FeedHead(
    "Szkolenia (przykład)", source="https://example.org/szkolenia.ics", color="teal", last_modified=STAMP
)

TRAINING = CalendarEntry(
    uid="4f1c0a9b7d3e-1@example.org",
    stamp=STAMP,
    sequence=0,
    start=datetime(2026, 7, 1, 9, tzinfo=WARSAW),
    end=datetime(2026, 7, 1, 15, 30, tzinfo=WARSAW),
    summary="Szkolenie: łączenie usług, dzień 1",
    description="Zaczynamy o 9:00;\npoczęstunek, przerwa.\n\nhttps://example.org/szkolenie",
    location="Sala sesyjna, ul. Przykładowa 1, Łódź",
    url="https://example.org/szkolenie",
    created=STAMP,
    last_modified=STAMP,
    categories=("szkolenie", "dane, statystyka"),
    related_to="4f1c0a9b7d3e@example.org",
    venue="ul. Przykładowa 1, Łódź",
)
INVITED = replace(TRAINING, organizer=OFFICE, attendee=SECRETARY)


def at(start: datetime | date, end: datetime | date, **more: Any) -> CalendarEntry:
    """The training at another time."""
    return replace(TRAINING, start=start, end=end, **more)


# What the interoperability tests and the linter's tests go through: a name, and the entry.
TIMES = {
    "an ordinary day": TRAINING,
    "across midnight": at(datetime(2026, 7, 1, 21, tzinfo=WARSAW), datetime(2026, 7, 2, 2, tzinfo=WARSAW)),
    "in winter": at(datetime(2026, 12, 1, 9, tzinfo=WARSAW), datetime(2026, 12, 1, 15, tzinfo=WARSAW)),
    "the night when clocks go back": at(
        datetime(2026, 10, 24, 22, tzinfo=WARSAW), datetime(2026, 10, 25, 6, tzinfo=WARSAW)
    ),
    "the day when clocks go back": at(
        datetime(2026, 10, 25, 9, tzinfo=WARSAW), datetime(2026, 10, 25, 15, tzinfo=WARSAW)
    ),
    "the first 2:30 of two": at(
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 5, tzinfo=UTC)
    ),
    "the second 2:30 of two": at(
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 5, tzinfo=UTC)
    ),
    "from the first 2:30 to the second": at(
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    ),
    "the night when clocks go forward": at(
        datetime(2027, 3, 27, 23, tzinfo=WARSAW), datetime(2027, 3, 28, 7, tzinfo=WARSAW)
    ),
    "the minute before clocks go forward": at(
        datetime(2027, 3, 28, 0, 59, tzinfo=UTC), datetime(2027, 3, 28, 1, 1, tzinfo=UTC)
    ),
    "the day when clocks go forward": at(
        datetime(2027, 3, 28, 9, tzinfo=WARSAW), datetime(2027, 3, 28, 15, tzinfo=WARSAW)
    ),
    "one whole day": at(date(2026, 7, 1), date(2026, 7, 2)),
    "the whole day when clocks go back": at(date(2026, 10, 25), date(2026, 10, 26)),
    "five whole days": at(date(2026, 8, 31), date(2026, 9, 5)),
    "five days in one block": at(
        datetime(2026, 10, 22, 9, tzinfo=WARSAW), datetime(2026, 10, 26, 15, tzinfo=WARSAW)
    ),
    "in UTC": at(datetime(2026, 7, 1, 9, tzinfo=UTC), datetime(2026, 7, 1, 10, tzinfo=UTC), zone="UTC"),
    "in Kyiv": at(
        datetime(2026, 7, 1, 6, tzinfo=UTC), datetime(2026, 7, 1, 10, tzinfo=UTC), zone="Europe/Kyiv"
    ),
    "in Lisbon": at(
        datetime(2027, 3, 28, 6, tzinfo=UTC), datetime(2027, 3, 28, 10, tzinfo=UTC), zone="Europe/Lisbon"
    ),
    "in Dublin in winter": at(
        datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 1, 10, tzinfo=UTC), zone="Europe/Dublin"
    ),
    "in a zone without summer time": at(
        datetime(2026, 7, 1, 6, tzinfo=UTC), datetime(2026, 7, 1, 10, tzinfo=UTC), zone="Europe/Istanbul"
    ),
    "in a zone that no short rule expresses": at(
        datetime(2026, 7, 1, 6, tzinfo=UTC), datetime(2026, 7, 1, 10, tzinfo=UTC), zone="Africa/Casablanca"
    ),
    "before the present rules": at(
        datetime(1970, 7, 1, 9, tzinfo=WARSAW), datetime(1970, 7, 1, 10, tzinfo=WARSAW)
    ),
}
