"""The history of an event: what was changed word by word, filtered, page by page."""

import re
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm

from registration.accounts.audit import PROGRAM, record
from registration.trainings.models import Event
from tests import factories
from tests.factories import accounts
from tests.factories.trainings import NOON
from tests.pages import InspectingClient
from tests.statements import Statements
from tests.web.programme_form import item, send_programme


@pytest.fixture(autouse=True)
def _on_the_first_of_june() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(db: orm.Session) -> Event:
    return factories.event(db)


@pytest.fixture
def organiser(db: orm.Session, client: InspectingClient, event: Event) -> InspectingClient:
    db.commit()
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    return client


def note(db: orm.Session, event: Event, action: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    record(db, PROGRAM, action, ("event", event.id), now=NOON, before=before, after=after)


def test_a_long_text_shows_the_words_that_changed(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    text = "Uczestnik potrafi przygotować porozumienie i poprowadzić <b>negocjacje</b> z sąsiadem."
    note(db, event, "event.changed", {"purpose": text}, {"purpose": text.replace("porozumienie", "list")})
    db.commit()
    page = organiser.get(f"/desk/trainings/{event.id}/history").text
    assert '<del><span class="visually-hidden">usunięto: </span>porozumienie</del>' in page
    assert '<ins><span class="visually-hidden">dodano: </span>list</ins>' in page
    assert "&lt;b&gt;negocjacje&lt;/b&gt;" in page
    assert page.count("Uczestnik potrafi") == 1


def test_the_programme_shows_which_item_changed_and_what_of_it(
    organiser: InspectingClient, event: Event
) -> None:
    first = item(0, title="Wykład otwierający", room="Sala 1")
    second = item(1, title="Warsztat", start="13:00", end="15:00", room="Sala 2")
    assert send_programme(organiser, event.id, first, second, save="1").status_code == 303
    form = organiser.get(f"/desk/trainings/{event.id}/programme").text
    known = re.findall(r'name="items-\d-id"[^>]*value="(\d+)"', form)
    moved = {**second, "items-1-id": known[1], "items-1-room": "Sala 7"}
    same = {**first, "items-0-id": known[0]}
    assert send_programme(organiser, event.id, same, moved, save="1").status_code == 303
    page = organiser.get(f"/desk/trainings/{event.id}/history").text
    newest = page[page.index('<li>\n<p class="when">') : page.index("</li>", page.index('<p class="when">'))]
    assert "Warsztat" in newest
    assert "2</del>" in newest
    assert "7</ins>" in newest
    assert "Wykład" not in newest


def test_it_is_filtered_by_what_was_done_and_shown_page_by_page(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    for number in range(60):
        note(db, event, "event.changed", {"cost": f"{number} zł"}, {"cost": f"{number + 1} zł"})
    note(db, event, "event.published", {}, {"visibility": "published"})
    db.commit()
    address = f"/desk/trainings/{event.id}/history"
    everything = organiser.get(address).text
    assert "Opublikowano wydarzenie</p>" in everything
    assert 'rel="next"' in everything
    assert "0 zł" not in everything.replace("10 zł", "").replace("20 zł", "").replace("30 zł", "").replace(
        "40 zł", ""
    ).replace("50 zł", "").replace("60 zł", "")
    assert "Opublikowano wydarzenie</p>" not in organiser.get(f"{address}?page=2").text
    published = organiser.get(f"{address}?kind=event.published").text
    assert published.count('<p class="when">') == 1
    assert '<option value="event.published" selected>' in published
    assert organiser.get(f"{address}?kind=nonsense").text.count('<p class="when">') > 1
    assert organiser.get(f"{address}?page=99").status_code == 404


def test_it_costs_the_same_number_of_statements_whatever_its_length(
    app: Flask, db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    note(db, event, "event.changed", {"cost": "1 zł"}, {"cost": "2 zł"})
    db.commit()
    address = f"/desk/trainings/{event.id}/history"
    with Statements(app) as few:
        organiser.get(address)
    for number in range(15):
        note(db, event, "event.changed", {"cost": f"{number} zł"}, {"cost": f"{number + 1} zł"})
    db.commit()
    with Statements(app) as many:
        organiser.get(address)
    assert len(many) == len(few)
