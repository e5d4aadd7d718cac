"""Repeating a training on a new date, as an organiser does it at the desk."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select
from werkzeug.test import TestResponse

from registration.trainings.models import Event, Visibility
from tests import factories
from tests.factories import accounts
from tests.factories.trainings import NOON
from tests.pages import InspectingClient
from tests.web.test_trainings_desk import hidden


@pytest.fixture(autouse=True)
def _on_the_first_of_june() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(db: orm.Session) -> Event:
    owner = factories.organisation(db)
    made = factories.event(db, days=2, organisation=owner, title="Zasady partnerstw", slug="zasady")
    db.commit()
    return made


@pytest.fixture
def organiser(db: orm.Session, client: InspectingClient, event: Event) -> InspectingClient:
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    return client


def send(client: InspectingClient, event: Event, **fields: str) -> TestResponse:
    address = f"/desk/trainings/{event.id}/copy"
    token = hidden(client.get(address).text, "csrf_token")
    base = {"csrf_token": token, "first_day": "14.09.2026", "title": event.title, "slug": ""}
    return client.post(address, data={**base, **fields})


def spaced(answer: TestResponse) -> str:
    """The page with ordinary spaces."""
    return answer.text.replace("\u00a0", " ")


def events(db: orm.Session) -> list[Event]:
    db.rollback()
    db.expire_all()
    return list(db.scalars(select(Event).order_by(Event.id)))


def test_the_overview_leads_to_the_form_which_proposes_title_and_address(
    organiser: InspectingClient, event: Event
) -> None:
    assert f"/desk/trainings/{event.id}/copy" in organiser.get(f"/desk/trainings/{event.id}").text
    page = organiser.get(f"/desk/trainings/{event.id}/copy").text
    assert hidden(page, "title") == "Zasady partnerstw"
    assert hidden(page, "slug") == "zasady-partnerstw"


def test_the_copy_opens_as_a_draft(db: orm.Session, organiser: InspectingClient, event: Event) -> None:
    answer = send(organiser, event)
    made = events(db)[-1]
    assert (answer.status_code, answer.location) == (303, f"/desk/trainings/{made.id}")
    assert made.visibility is Visibility.DRAFT
    page = spaced(organiser.get(answer.location))
    assert "Szkic w nowym terminie jest zapisany" in page
    assert "14 i 15 września 2026" in page


def test_a_second_click_makes_no_second_copy(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    assert send(organiser, event, slug="jesien").status_code == 303
    again = send(organiser, event, slug="jesien")
    assert again.status_code == 200
    assert "Ten adres ma już inne wydarzenie" in again.text
    assert len(events(db)) == 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"first_day": ""}, "Wpisz datę jako dzień.miesiąc.rok"),
        ({"first_day": "wtorek"}, "Wpisz datę jako dzień.miesiąc.rok"),
        ({"first_day": "31.05.2026"}, "Ten dzień już minął"),
        ({"first_day": "1.1.9999"}, "Sprawdź rok"),
        ({"title": ""}, "Wpisz tytuł"),
        ({"slug": "Zły adres"}, "małe litery"),
        ({"slug": "past"}, "małe litery"),
    ],
)
def test_what_is_wrong_is_said_in_polish_and_nothing_is_made(
    db: orm.Session, organiser: InspectingClient, event: Event, fields: dict[str, str], told: str
) -> None:
    answer = send(organiser, event, **fields)
    assert answer.status_code == 200
    assert told in spaced(answer)
    assert "<title>Błąd: " in spaced(answer)
    assert len(events(db)) == 1


def test_an_hour_that_the_new_day_lacks_names_the_item(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    night = datetime(2026, 7, 3, 0, 30, tzinfo=UTC)
    factories.session(db, event, night, night.replace(hour=2), title="Nocny <b>spacer</b>")
    db.commit()
    answer = send(organiser, event, first_day="2027-03-26")
    assert "Punkt 3 „Nocny &lt;b&gt;spacer&lt;/b&gt;”: w nowym dniu nie ma godziny" in spaced(answer)
    assert len(events(db)) == 1


def test_a_record_without_dates_leads_to_a_new_event(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    bare = factories.event(db, days=0, organisation=event.organisation)
    db.commit()
    page = organiser.get(f"/desk/trainings/{bare.id}/copy").text.replace("\u00a0", " ")
    assert "nie ma dokładnych dat i godzin" in page
    assert "/desk/trainings/new" in page
    assert 'name="first_day"' not in page


def test_two_organisers_who_copy_at_once_get_two_addresses(app: Flask, db: orm.Session, event: Event) -> None:
    def copy(_: Any) -> int:
        client = app.test_client()
        assert isinstance(client, InspectingClient)
        accounts.sign_in(client, people.pop())
        return send(client, event).status_code

    people = [accounts.organiser(db, event.organisation) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(copy, range(4))) == [303] * 4
    made = events(db)
    assert [one.slug for one in made] == [
        "zasady",
        *(f"zasady-partnerstw{n}" for n in ("", "-2", "-3", "-4")),
    ]
    assert len({one.series_id for one in made}) == 1
