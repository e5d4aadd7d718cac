"""What the running application serves and mails is read by others as the instants that stand in the database.

icalendar and recurring-ical-events are Python and always run; libical is a C library (marked foreign).
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events
import time_machine
from sqlalchemy import select

from registration.ical.lint import lint
from registration.ical.read import read
from registration.trainings.models import Event, EventSession, Visibility
from tests import factories
from tests.factories.trainings import NOON
from tests.interop import libical
from tests.letters import House, Letter
from tests.pages import InspectingClient

FEED = "/calendars/public.ics"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def at(*moment: int) -> datetime:
    """An instant in UTC."""
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc]


# (name, start of the first session, hours of each, days, values)
PROGRAMME: dict[str, dict[str, Any]] = {
    "Zwykły dzień": {"start": at(2026, 7, 1, 7), "hours": 6},
    "Przez północ": {"start": at(2026, 9, 4, 20), "hours": 6},
    "Noc zmiany czasu na zimowy": {"start": at(2026, 10, 24, 20), "hours": 8},
    "Dzień zmiany czasu na zimowy": {"start": at(2026, 10, 25, 8), "hours": 6},
    "Powtórzona godzina": {"start": at(2026, 10, 25, 0), "hours": 2},
    "Noc zmiany czasu na letni": {"start": at(2027, 3, 27, 22), "hours": 8},
    "Dzień zmiany czasu na letni": {"start": at(2027, 3, 28, 7), "hours": 6},
    "Pięć dni": {"start": at(2026, 10, 22, 7), "hours": 8, "days": 5},
    "W Kijowie": {"start": at(2026, 11, 3, 7), "hours": 3, "zone": "Europe/Kyiv"},
}


@pytest.fixture(autouse=True)
def early_june():
    """Before all of them."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def house(app) -> House:
    """The installation, with its worker."""
    return House(app)


@pytest.fixture
def programme(db, house) -> dict[str, Event]:
    """Published events at the hours that calendars get wrong, and a cancelled one."""
    made = {title: factories.event(db, title=title, **values) for title, values in PROGRAMME.items()}
    made["Odwołane"] = factories.event(
        db, title="Odwołane", start=at(2026, 8, 3, 7), visibility=Visibility.CANCELLED
    )
    db.commit()
    for event in made.values():
        house.edit(event, lambda db, event: None)
    return made


@pytest.fixture
def instants(db, programme) -> dict[str, tuple[datetime, datetime]]:
    """The sessions' UIDs with their instants, from the database."""
    rows = db.execute(select(EventSession.public_id, EventSession.starts_at, EventSession.ends_at))
    return {f"session-{public_id}@zapisy": (start, end) for public_id, start, end in rows}


@pytest.fixture
def theirs() -> None:
    """libical, which must be there when everything is tested, and may be missing on a bare machine."""
    try:
        libical.read(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n")
    except libical.LibicalMissing as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


def utc(moment: Any) -> datetime:
    """The instant in UTC."""
    assert isinstance(moment, datetime)
    return moment.astimezone(UTC)


def feed(client: InspectingClient, query: str = "") -> bytes:
    """The feed's bytes, which pass the linter."""
    answer = client.get(FEED + query)
    assert answer.status_code == 200
    assert lint(answer.data, kind="feed") == []
    return answer.data


@pytest.mark.parametrize("query", ["", "?cancelled=show"])
def test_icalendar_reads_the_feed_as_the_database_has_it(client, instants, query):
    found = {one.uid: (utc(one.start), utc(one.end)) for one in read(feed(client, query))}
    assert found == instants


def test_recurring_ical_events_finds_every_session_on_its_day(client, instants):
    # x-wr-timezone puts UTC times into the feed's zone and takes the first 2:30 of the repeated hour for the second.
    data = feed(client).replace(b"X-WR-TIMEZONE:Europe/Warsaw\r\n", b"")
    calendar = recurring_ical_events.of(icalendar.Calendar.from_ical(data))
    for uid, (start, end) in instants.items():
        there = {str(one["UID"]): (utc(one.start), utc(one.end)) for one in calendar.between(start, end)}
        assert there[uid] == (start, end)


@pytest.mark.foreign
@pytest.mark.usefixtures("theirs")
@pytest.mark.parametrize("query", ["", "?cancelled=show"])
def test_libical_reads_the_feed_alike_and_finds_that_it_keeps_the_rules_of_itip(client, instants, query):
    found = libical.read(feed(client, query))
    assert found.errors == 0
    assert found.keeps_itip_rules
    assert {one.uid: (one.start, one.end) for one in found.events} == instants


@pytest.fixture
def letters(house, programme) -> dict[str, list[Letter]]:
    """One person signs up for everything and resigns from all of it: the mails by event."""
    told: dict[str, list[Letter]] = {}
    for number, (title, event) in enumerate(programme.items()):
        if event.visibility is Visibility.PUBLISHED:
            registration = house.join(event, email=f"osoba{number}@warta.example.pl")
            told[title] = house.deliver()
            house.resign(registration)
            told[title] += house.deliver()
    return told


def days_of(db: Any, event: Event) -> list[tuple[datetime, datetime]]:
    """The days of an event by the database, each from its first start to its last end."""
    spans: dict[int, tuple[datetime, datetime]] = {}
    for one in db.scalars(select(EventSession).where(EventSession.event_id == event.id)):
        first, last = spans.get(one.day_id, (one.starts_at, one.ends_at))
        spans[one.day_id] = min(first, one.starts_at), max(last, one.ends_at)
    return sorted(spans.values())


def by_icalendar(data: bytes) -> tuple[datetime, datetime]:
    """The invitation's instants by icalendar."""
    [event] = read(data)
    return utc(event.start), utc(event.end)


def by_libical(data: bytes) -> tuple[datetime, datetime]:
    """The invitation's instants by libical, which must find nothing wrong with it."""
    found = libical.read(data)
    assert found.errors == 0
    assert found.keeps_itip_rules
    [event] = found.events
    return event.start, event.end  # type: ignore[return-value]


def check_days(
    db: Any,
    programme: dict[str, Event],
    letters: dict[str, list[Letter]],
    reader: Callable[[bytes], tuple[datetime, datetime]],
) -> None:
    """All REQUESTs of an event, and all CANCELs, are at its days."""
    assert len(letters["Pięć dni"]) == 10
    for title, mails in letters.items():
        for method in ("REQUEST", "CANCEL"):
            told = [reader(one.calendar) for one in mails if one.entry.method == method]
            assert sorted(told) == days_of(db, programme[title]), (title, method)


def test_icalendar_reads_requests_and_cancels_at_the_days_of_the_database(db, programme, letters):
    check_days(db, programme, letters, by_icalendar)


@pytest.mark.foreign
@pytest.mark.usefixtures("theirs")
def test_libical_reads_requests_and_cancels_at_the_days_of_the_database(db, programme, letters):
    check_days(db, programme, letters, by_libical)
