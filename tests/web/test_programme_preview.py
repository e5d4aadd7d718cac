"""Looking at the public page with what is typed, before anything is saved."""

import html
import re
from typing import Any

import pytest
import time_machine
from sqlalchemy import orm

from registration.trainings.models import Event, Visibility
from tests import factories
from tests.factories import accounts
from tests.factories.trainings import NOON
from tests.pages import InspectingClient
from tests.web.programme_form import fresh, hidden, item, send_programme


@pytest.fixture(autouse=True)
def _on_the_first_of_june() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(db: orm.Session) -> Event:
    made = factories.event(db, days=2, visibility=Visibility.DRAFT, title="Partnerstwa", purpose="Po co")
    factories.speaker(db, made, post="Radca (przykład)")
    return made


@pytest.fixture
def organiser(db: orm.Session, client: InspectingClient, event: Event) -> InspectingClient:
    db.commit()
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    return client


def carried(page: str) -> list[tuple[str, str]]:
    """What the preview takes back to the form."""
    form = page[page.index('<form class="preview-bar"') : page.index("</form>", page.index("preview-bar"))]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return [(name, html.unescape(value)) for name, value in found]


def test_the_typed_programme_is_seen_as_the_public_will_see_it_and_nothing_is_stored(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    before = [(one.id, one.title, one.starts_at) for one in event.sessions]
    speaker = event.speakers[0]
    typed = (
        item(
            0, id=event.sessions[0].id, title="Zmieniony <i>tytuł</i>", day="2026-07-03", speakers=speaker.id
        ),
        item(1, title="Nowy punkt", day="2026-07-04", start="10:00", end="11:00", room="Sala B"),
    )
    page = send_programme(organiser, event.id, *typed, preview="1")
    assert page.status_code == 200
    for shown in (
        "Podgląd: tak będzie wyglądać strona.",
        "Program: piątek, 3\u00a0lipca\u00a02026\u00a0r.",
        "Zmieniony &lt;i&gt;tytuł&lt;/i&gt;",
        "10:00–11:00",
        "Sala B",
        "Radca (przykład)",
    ):
        assert shown in page.text, shown
    assert event.sessions[1].title not in page.text
    assert "no-store" in page.headers["Cache-Control"]
    stored = fresh(db, event.id)
    assert [(one.id, one.title, one.starts_at) for one in stored.sessions] == before
    assert stored.edition == 1


def test_the_way_back_keeps_what_was_typed_and_saving_from_the_preview_works(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    typed = item(0, id=event.sessions[0].id, title='Tytuł „w" cudzysłowie', description="Wiersz 1\nWiersz 2")
    preview = send_programme(organiser, event.id, typed, preview="1")
    fields = dict(carried(preview.text))
    token = {"csrf_token": hidden(preview.text, "csrf_token")}
    address = f"/desk/trainings/{event.id}/programme"
    back = organiser.post(address, data={**fields, **token, "back": "1"})
    assert 'value="Tytuł „w&#34; cudzysłowie"' in back.text
    assert "Wiersz 1\nWiersz 2" in back.text
    assert "data-unsaved" in back.text
    assert organiser.post(address, data={**fields, **token, "save": "1"}).status_code == 303
    assert [one.title for one in fresh(db, event.id).sessions] == ['Tytuł „w" cudzysłowie']


def test_a_programme_that_would_be_refused_is_not_previewed(
    organiser: InspectingClient, event: Event
) -> None:
    wrong = item(0, title="Odwrotnie", start="15:00", end="14:00")
    page = send_programme(organiser, event.id, wrong, preview="1")
    assert "Punkt 1 „Odwrotnie”: koniec jest przed początkiem." in page.text
    assert "preview-bar" not in page.text


def test_typed_basics_are_previewed_too(db: orm.Session, organiser: InspectingClient, event: Event) -> None:
    address = f"/desk/trainings/{event.id}/basics"
    opened = organiser.get(address).text
    fields = {
        "csrf_token": hidden(opened, "csrf_token"),
        "edition": hidden(opened, "edition"),
        "kind": "training",
        "title": "Nowy tytuł",
        "purpose": "Nowy cel",
        "language": "pl",
        "zone": "Europe/Warsaw",
        "capacity": "12",
    }
    page = organiser.post(address, data={**fields, "preview": "1"})
    for shown in ("Nowy tytuł", "Nowy cel", "Blok 1", "Program: środa, 1\u00a0lipca\u00a02026\u00a0r."):
        assert shown in page.text, shown
    assert fresh(db, event.id).title == "Partnerstwa"
    back = organiser.post(
        address, data={**dict(carried(page.text)), "csrf_token": fields["csrf_token"], "back": "1"}
    )
    assert 'value="Nowy tytuł"' in back.text
    refused = organiser.post(address, data={**fields, "title": " ", "preview": "1"})
    assert "Wpisz tytuł." in refused.text
    assert "preview-bar" not in refused.text
    too_few = organiser.post(address, data={**fields, "capacity": "0", "preview": "1"})
    assert "co najmniej 1" in too_few.text


def test_a_published_event_is_previewed_without_links_to_what_is_not_there_yet(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    event.visibility = Visibility.PUBLISHED
    db.commit()
    typed = (item(0, title="Jeden", room="A"), item(1, title="Drugi", room="B"))
    page = send_programme(organiser, event.id, *typed, preview="1")
    assert ".ics" not in page.text[page.text.index("<main") :]
    assert "musi mieć" in send_programme(organiser, event.id, preview="1").text
