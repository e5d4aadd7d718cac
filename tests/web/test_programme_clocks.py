"""The programme's form in the nights when the clocks change, and across midnight (Europe/Warsaw)."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy import orm

from registration.trainings.models import Event
from tests import factories
from tests.factories import accounts
from tests.factories.trainings import NOON
from tests.pages import InspectingClient
from tests.web.programme_form import fresh, item, send_programme


@pytest.fixture(autouse=True)
def _on_the_first_of_june() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(db: orm.Session) -> Event:
    return factories.event(db, days=0)


@pytest.fixture
def organiser(db: orm.Session, client: InspectingClient, event: Event) -> InspectingClient:
    db.commit()
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    return client


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def spans(db: orm.Session, event: Event) -> list[tuple[datetime | None, datetime | None]]:
    return [(one.starts_at, one.ends_at) for one in fresh(db, event.id).sessions]


def as_shown(client: InspectingClient, event: Event) -> list[dict[str, Any]]:
    """The items as the form shows them, to be sent back unchanged."""
    page = client.get(f"/desk/trainings/{event.id}/programme").text
    found = re.findall(r'<input[^>]*name="items-(\d+)-(\w+)"[^>]*value="([^"]*)"', page)
    rows: dict[str, dict[str, str]] = {}
    for number, name, value in found:
        if name not in ("speakers", "optional"):
            rows.setdefault(number, {})[name] = value
    return [item(int(number), **values) for number, values in rows.items()]


def test_the_night_of_autumn_is_an_hour_longer(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    night = item(0, title="Noc", day="2026-10-24", start="23:00", end="04:00", end_day="2026-10-25")
    after = item(1, title="Rano", day="2026-10-26", start="09:00", end="10:00")
    assert send_programme(organiser, event.id, night, after, save="1").status_code == 303
    expected = [
        (utc("2026-10-24T21:00"), utc("2026-10-25T03:00")),
        (utc("2026-10-26T08:00"), utc("2026-10-26T09:00")),
    ]
    assert spans(db, event) == expected
    assert send_programme(organiser, event.id, *as_shown(organiser, event), save="1").status_code == 303
    assert spans(db, event) == expected
    assert fresh(db, event.id).edition == 2, "saving what is shown changes nothing"


def test_the_second_half_past_two_stays_where_it_is(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    second = utc("2026-10-25T01:30"), utc("2026-10-25T02:30")
    factories.session(db, event, *second, title="Druga 2:30")
    db.commit()
    rows = as_shown(organiser, event)
    assert (rows[0]["items-0-start"], rows[0]["items-0-end"]) == ("02:30", "03:30")
    page = send_programme(organiser, event.id, {**rows[0], "items-0-room": "Sala 1"}, save="1")
    assert page.status_code == 303
    assert spans(db, event) == [second]


def test_a_typed_half_past_two_of_autumn_is_the_first(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    typed = item(0, title="Dyżur", day="2026-10-25", start="02:30", end="03:30")
    assert send_programme(organiser, event.id, typed, save="1").status_code == 303
    assert spans(db, event) == [(utc("2026-10-25T00:30"), utc("2026-10-25T02:30"))]


@pytest.mark.parametrize(("field", "other"), [("start", {"end": "05:00"}), ("end", {"start": "01:00"})])
def test_the_hour_that_spring_skips_is_refused_at_the_item(
    db: orm.Session, organiser: InspectingClient, event: Event, field: str, other: dict[str, str]
) -> None:
    typed = item(0, title="Dyżur", day="2027-03-28", **{field: "02:30", **other})
    page = send_programme(organiser, event.id, typed, save="1").text
    assert page.count("Punkt 1 „Dyżur”: tego dnia nie ma godziny 2:30") == 2
    assert f'<a href="#items-0-{field}">' in page
    assert spans(db, event) == []


def test_a_day_shifted_into_the_night_of_spring_is_refused_when_it_is_saved_and_kept(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    typed = item(0, title="Dyżur", day="2027-03-27", start="02:30", end="04:00")
    shift = {"shift": "1", "shift-day": "2027-03-27", "shift-to": "2027-03-28"}
    shifted = send_programme(organiser, event.id, typed, **shift).text
    assert re.search(r'name="items-0-day"[^>]*value="2027-03-28"', shifted)
    refused = send_programme(organiser, event.id, {**typed, "items-0-day": "2027-03-28"}, save="1").text
    assert "tego dnia nie ma godziny 2:30" in refused
    assert spans(db, event) == []


def test_the_night_of_spring_is_an_hour_shorter(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    night = item(0, title="Noc", day="2027-03-27", start="23:00", end="04:00", end_day="2027-03-28")
    after = item(1, title="Rano", day="2027-03-29", start="09:00", end="10:00")
    assert send_programme(organiser, event.id, night, after, save="1").status_code == 303
    assert spans(db, event) == [
        (utc("2027-03-27T22:00"), utc("2027-03-28T02:00")),
        (utc("2027-03-29T07:00"), utc("2027-03-29T08:00")),
    ]
    assert [day.date.isoformat() for day in fresh(db, event.id).days if day.date] == [
        "2027-03-27",
        "2027-03-29",
    ]


def test_an_item_across_midnight_moves_and_is_divided_after_midnight(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    evening = item(0, title="Kolacja", day="2026-10-24", start="20:00", end="22:00")
    night = item(1, title="Noc", day="2026-10-24", start="22:00", end="04:00", end_day="2026-10-25")
    moved = send_programme(organiser, event.id, evening, night, up="1").text
    for name, value in (("start", "20:00"), ("end", "02:00"), ("end_day", "2026-10-25")):
        assert re.search(rf'name="items-0-{name}"[^>]*value="{value}"', moved), name
    parts = send_programme(
        organiser, event.id, evening, {**night, "items-1-split_at": "01:00"}, split="1"
    ).text
    for name, value in (("day", "2026-10-25"), ("start", "01:00"), ("end", "04:00"), ("end_day", "")):
        assert re.search(rf'name="items-2-{name}"[^>]*value="{value}"', parts), name
