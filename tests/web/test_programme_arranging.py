"""The buttons of the programme's form: items move, divide, come and shift without a mouse, and nothing is stored."""

import re
from typing import Any

import pytest
import time_machine
from sqlalchemy import orm
from werkzeug.test import TestResponse

from registration.trainings.forms.programme import MOST_ITEMS
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


def typed(page: TestResponse) -> list[tuple[str, str, str]]:
    """(title, start, end) of the items in the order of the form."""
    fields = dict(re.findall(r'<input[^>]*name="items-(\d+-\w+)"[^>]*value="([^"]*)"', page.text))
    count = len(re.findall(r'name="items-\d+-title"', page.text))
    return [
        tuple(fields.get(f"{n}-{name}", "") for name in ("title", "start", "end"))  # type: ignore[misc]
        for n in range(count)
    ]


TALK = item(0, title="Wykład", start="09:00", end="10:30", room="Sala A")
BREAK = item(1, title="Przerwa", start="10:30", end="10:45", kind="break")
WORKSHOP = item(2, title="Warsztat", start="10:45", end="12:00", description="Opis <b>punktu</b>")


def test_an_item_moves_up_with_its_hours_and_the_focus_and_nothing_is_stored(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    page = send_programme(organiser, event.id, TALK, BREAK, WORKSHOP, up="2")
    assert page.status_code == 200
    assert typed(page) == [
        ("Wykład", "09:00", "10:30"),
        ("Warsztat", "10:30", "11:45"),
        ("Przerwa", "11:45", "12:00"),
    ]
    assert "Punkt 3 „Warsztat”: przeniesiono w\u00a0górę." in page.text
    assert "godz.\u00a010:30–11:45: Warsztat" in page.text
    assert "Nic nie jest jeszcze zapisane." in page.text
    focused = re.findall(r"<[^>]* autofocus[^>]*>", page.text)
    assert len(focused) == 1
    assert 'name="up" value="1"' in focused[0]
    assert "Opis &lt;b&gt;punktu&lt;/b&gt;" in page.text
    assert "data-unsaved" in page.text
    assert fresh(db, event.id).sessions == []


def test_down_is_the_other_way_and_the_last_one_stays(organiser: InspectingClient, event: Event) -> None:
    page = send_programme(organiser, event.id, TALK, BREAK, WORKSHOP, down="0")
    assert [row[0] for row in typed(page)] == ["Przerwa", "Wykład", "Warsztat"]
    stays = send_programme(organiser, event.id, TALK, BREAK, WORKSHOP, down="2")
    assert "Punkt 3 „Warsztat”: to już ostatni punkt." in stays.text
    assert [row[0] for row in typed(stays)] == ["Wykład", "Przerwa", "Warsztat"]


def test_what_cannot_be_read_is_kept_as_it_was_typed(organiser: InspectingClient, event: Event) -> None:
    odd = item(3, title="Nieczytelny", start="rano", end="", day="kiedyś")
    page = send_programme(organiser, event.id, TALK, BREAK, WORKSHOP, odd, up="3")
    assert [row[0] for row in typed(page)] == ["Wykład", "Przerwa", "Nieczytelny", "Warsztat"]
    assert 'value="rano"' in page.text
    assert 'value="kiedyś"' in page.text


def test_moved_items_keep_their_rows_when_they_are_saved(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    assert send_programme(organiser, event.id, TALK, BREAK, WORKSHOP, save="1").status_code == 303
    before = {session.title: (session.id, session.public_id) for session in fresh(db, event.id).sessions}
    rows = [
        {**one, f"items-{n}-id": before[one[f"items-{n}-title"]][0]}
        for n, one in enumerate((TALK, BREAK, WORKSHOP))
    ]
    page = send_programme(organiser, event.id, *rows, up="1")
    ids = re.findall(r'name="items-\d-id"[^>]*value="(\d+)"', page.text)
    again = [
        item(n, title=title, start=start, end=end, id=ids[n])
        for n, (title, start, end) in enumerate(typed(page))
    ]
    assert send_programme(organiser, event.id, *again, save="1").status_code == 303
    after = fresh(db, event.id).sessions
    assert [session.title for session in after] == ["Przerwa", "Wykład", "Warsztat"]
    assert {session.title: (session.id, session.public_id) for session in after} == before


def test_an_item_is_divided_where_it_is_said_and_both_parts_have_its_room(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    speaker = factories.speaker(db, event)
    db.commit()
    whole = {
        **WORKSHOP,
        "items-2-split_at": "11:30",
        "items-2-room": "Sala B",
        "items-2-speakers": speaker.id,
    }
    page = send_programme(organiser, event.id, TALK, BREAK, whole, split="2")
    assert typed(page)[2:] == [
        ("Warsztat (część 1)", "10:45", "11:30"),
        ("Warsztat (część 2)", "11:30", "12:00"),
    ]
    assert page.text.count('value="Sala B"') == 2
    assert len(re.findall(rf'name="items-[23]-speakers"[^>]*value="{speaker.id}" checked', page.text)) == 2
    assert page.text.count("Opis &lt;b&gt;punktu&lt;/b&gt;") == 1, "the text stays with the first part"
    assert re.search(r'<input[^>]* autofocus[^>]*name="items-3-title"', page.text)
    assert "Punkt 3 „Warsztat”: podzielono na dwa." in page.text


@pytest.mark.parametrize(
    ("values", "sentence", "field"),
    [
        ({"split_at": "12:00"}, "wpisz godzinę między początkiem a\u00a0końcem punktu", "split_at"),
        ({"split_at": "kiedyś"}, "wpisz godzinę podziału", "split_at"),
        ({"end": ""}, "żeby go podzielić, wpisz najpierw datę i\u00a0godziny", "start"),
    ],
)
def test_a_division_that_cannot_be_made_is_refused_at_the_item(
    organiser: InspectingClient, event: Event, values: dict[str, str], sentence: str, field: str
) -> None:
    odd = {**WORKSHOP, **{f"items-2-{name}": value for name, value in values.items()}}
    page = send_programme(organiser, event.id, TALK, BREAK, odd, split="2")
    assert page.text.count(f"Punkt 3 „Warsztat”: {sentence}") == 2, "in the summary and at the field"
    assert f'<a href="#items-2-{field}">' in page.text
    assert len(typed(page)) == 3


def test_an_item_comes_before_or_after_another_on_its_day(organiser: InspectingClient, event: Event) -> None:
    for button, place in (("before", 1), ("after", 2)):
        page = send_programme(organiser, event.id, TALK, BREAK, WORKSHOP, **{button: "1"})
        assert typed(page)[place] == ("", "", "")
        assert re.search(rf'name="items-{place}-day"[^>]*value="2026-07-01"', page.text)
        assert re.search(rf'<input[^>]* autofocus[^>]*name="items-{place}-title"', page.text)


def test_a_day_is_shifted_by_minutes_or_to_another_date(organiser: InspectingClient, event: Event) -> None:
    other = item(3, title="Jutro", day="2026-07-02")
    by = {"shift-day": "2026-07-01", "shift-minutes": "-30"}
    page = send_programme(organiser, event.id, TALK, BREAK, WORKSHOP, other, shift="1", **by)
    assert [row[1] for row in typed(page)] == ["08:30", "10:00", "10:15", "09:00"]
    assert "Przesunięto 3 punkty." in page.text
    to = {"shift-day": "2026-07-01", "shift-to": "8.07.2026"}
    page = send_programme(organiser, event.id, TALK, BREAK, WORKSHOP, other, shift="1", **to)
    assert re.findall(r'name="items-\d-day"[^>]*value="([^"]*)"', page.text) == ["2026-07-08"] * 3 + [
        "2026-07-02"
    ]
    assert typed(page)[0] == ("Wykład", "09:00", "10:30")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "o\u00a0ile minut przesunąć dzień"),
        ({"minutes": "trochę"}, "Wpisz liczbę minut"),
        ({"minutes": "99999999999999999999"}, "Wpisz liczbę minut"),
        ({"to": "31.02.2026"}, "Wpisz datę jako"),
        ({"to": "9999-12-31"}, "Wpisz datę jako"),
        ({"day": "2026-12-24", "minutes": "5"}, "Wybierz dzień z\u00a0programu"),
        ({"day": "x", "minutes": "5"}, "Wybierz dzień z\u00a0programu"),
    ],
)
def test_a_shift_that_cannot_be_made_is_refused_where_it_was_asked(
    organiser: InspectingClient, event: Event, values: dict[str, str], sentence: str
) -> None:
    asked = {f"shift-{name}": value for name, value in {"day": "2026-07-01", **values}.items()}
    page = send_programme(organiser, event.id, TALK, shift="1", **asked)
    assert page.status_code == 200
    assert page.text.count(sentence) == 2, "in the summary and at the field"
    assert typed(page) == [("Wykład", "09:00", "10:30")]


@pytest.mark.parametrize("button", ["up", "down", "split", "before", "after", "remove"])
@pytest.mark.parametrize("place", ["7", "-1", "x", "", "²", "9" * 30])
def test_a_button_of_no_item_changes_nothing(
    organiser: InspectingClient, event: Event, button: str, place: str
) -> None:
    page = send_programme(organiser, event.id, TALK, **{button: place})
    assert page.status_code == 200
    assert typed(page) == [("Wykład", "09:00", "10:30")]


@pytest.mark.parametrize("name", ["items-²-title", "items-x-title", "items-", "items", "items--1-title"])
@pytest.mark.parametrize("button", ["up", "save"])
def test_forged_names_of_fields_are_left_out(
    organiser: InspectingClient, event: Event, name: str, button: str
) -> None:
    page = send_programme(organiser, event.id, TALK, {name: "x"}, **{button: "0"})
    assert page.status_code in (200, 303)


def test_no_more_items_than_a_form_holds(db: orm.Session, organiser: InspectingClient, event: Event) -> None:
    full = [item(n, title=f"Punkt {n}", room=f"Sala {n}") for n in range(MOST_ITEMS)]
    for button in ("add", "split", "before", "after"):
        page = send_programme(organiser, event.id, *full, **{button: "0"})
        assert "najwyżej 60 punktów" in page.text
        assert len(typed(page)) == MOST_ITEMS
    forged = [*full, item(MOST_ITEMS, title="Za dużo", room="Hol")]
    assert "najwyżej 60 punktów" in send_programme(organiser, event.id, *forged, save="1").text
    assert fresh(db, event.id).sessions == []


def test_a_field_that_did_not_come_is_empty_and_not_another_item_s(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    send_programme(organiser, event.id, TALK, save="1")
    page = send_programme(
        organiser, event.id, {"items-0-title": "Sam tytuł", "items-0-kind": "break"}, save="1"
    )
    assert "Punkt 1 „Sam tytuł”: wpisz datę" in page.text
    assert typed(page) == [("Sam tytuł", "", "")]
