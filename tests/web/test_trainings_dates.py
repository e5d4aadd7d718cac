"""The dates of one training, on public pages and at the desk."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm
from werkzeug.test import TestResponse

from registration.trainings.models import Event, Visibility
from registration.trainings.services import link_edition
from tests import factories
from tests.factories import accounts
from tests.factories.trainings import FIRST_START, NOON
from tests.pages import InspectingClient
from tests.statements import Statements
from tests.unit.trainings.conftest import ACTOR
from tests.web.test_trainings_desk import hidden

BEFORE = NOON - timedelta(days=40)


@pytest.fixture(autouse=True)
def _on_the_first_of_june() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def linked(db: orm.Session, *values: dict[str, Any]) -> list[Event]:
    """Published events of one organisation that are dates of one training, a week apart."""
    owner = factories.organisation(db)
    made = [
        factories.event(
            db, organisation=owner, **{"start": FIRST_START + timedelta(days=7 * number), **given}
        )
        for number, given in enumerate(values)
    ]
    for other in made[1:]:
        link_edition(db, made[0].id, other.id, actor=ACTOR, now=NOON)
    db.commit()
    return made


def spaced(answer: TestResponse) -> str:
    return answer.text.replace("\u00a0", " ")


def show(client: InspectingClient, event: Event) -> str:
    return spaced(client.get(f"/trainings/{event.slug}"))


def test_a_page_lists_the_other_dates_to_come_with_their_seats(
    db: orm.Session, client: InspectingClient
) -> None:
    first, full, free, draft = linked(
        db, {}, {"seats_taken": 20}, {"capacity": 12}, {"visibility": Visibility.DRAFT}
    )
    page = show(client, first)
    section = page.split('id="dates"')[1].split("</section>")[0]
    assert [f"/trainings/{one.slug}" in section for one in (full, free, draft)] == [True, True, False]
    assert "środa, 8 lipca 2026 r., godz. 9:00–15:00" in section
    assert "Brak miejsc" in section
    assert "12 wolnych miejsc" in section
    assert f"/trainings/{first.slug}/dates" in section


def test_a_lone_event_has_no_section_of_dates(db: orm.Session, client: InspectingClient) -> None:
    event = factories.event(db)
    db.commit()
    assert "Inne terminy" not in show(client, event)
    assert spaced(client.get(f"/trainings/{event.slug}/dates")).count('<li class="card">') == 1


@pytest.mark.parametrize(
    "state",
    [
        {"seats_taken": 20},
        {"visibility": Visibility.CANCELLED, "cancellation_reason": "Choroba"},
        {"start": BEFORE},
        {"start": BEFORE, "visibility": Visibility.ARCHIVED},
        {"sign_up_closes_at": NOON - timedelta(hours=1)},
    ],
)
def test_what_cannot_be_signed_up_for_leads_to_the_next_open_date(
    db: orm.Session, client: InspectingClient, state: dict[str, Any]
) -> None:
    event, full, following = linked(db, state, {"seats_taken": 20}, {})
    notice = show(client, event).split('class="notice ')[1].split("</div>")[0]
    assert "Zobacz najbliższy termin: środa, 15 lipca 2026 r." in notice
    assert f"/trainings/{following.slug}" in notice
    assert f"/trainings/{full.slug}" not in notice


def test_an_open_event_asks_nobody_to_go_elsewhere(db: orm.Session, client: InspectingClient) -> None:
    event, _other = linked(db, {}, {})
    assert "Zobacz najbliższy termin" not in show(client, event)


def test_past_dates_are_one_link_away(db: orm.Session, client: InspectingClient) -> None:
    event, past, draft = linked(db, {}, {"start": BEFORE}, {"visibility": Visibility.DRAFT})
    assert f'/trainings/{past.slug}"' not in show(client, event)
    answer = client.get(f"/trainings/{event.slug}/dates")
    page = spaced(answer)
    coming, was = page.split("<main")[1].split("Minione terminy")
    assert f"/trainings/{event.slug}" in coming
    assert f"/trainings/{past.slug}" in was
    assert draft.slug not in page
    again = client.get(f"/trainings/{event.slug}/dates", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"/trainings/{draft.slug}/dates").status_code == 404


def test_more_dates_cost_no_more_statements(app: Flask, db: orm.Session, client: InspectingClient) -> None:
    few, many = linked(db, {}, {}), linked(db, *({} for _ in range(12)))
    found = []
    for event in (few[0], many[0]):
        for address in (f"/trainings/{event.slug}", f"/trainings/{event.slug}/dates"):
            with Statements(app) as statements:
                client.get(address)
            found.append(len(statements))
    assert found[:2] == found[2:]


def test_an_event_of_one_day_can_be_put_into_other_calendars(
    db: orm.Session, client: InspectingClient
) -> None:
    one_day, two_days = factories.event(db), factories.event(db, days=2)
    past = factories.event(db, start=BEFORE)
    db.commit()
    page = show(client, one_day)
    assert "https://calendar.google.com/calendar/render?action=TEMPLATE" in page
    assert "https://outlook.office.com/calendar/0/deeplink/compose?" in page
    for other in (two_days, past):
        assert "calendar.google.com" not in show(client, other)


def post(client: InspectingClient, address: str, page: str, **fields: str) -> TestResponse:
    token = hidden(client.get(page).text, "csrf_token")
    return client.post(address, data={"csrf_token": token, **fields})


def test_an_organiser_links_and_unlinks(db: orm.Session, client: InspectingClient) -> None:
    event, foreign = factories.event(db), factories.event(db)
    other = factories.event(db, organisation=event.organisation, title="Termin jesienny")
    db.commit()
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    address = f"/desk/trainings/{event.id}/dates"
    assert f'<option value="{foreign.id}"' not in client.get(address).text
    refused = post(client, address, address, other=str(foreign.id))
    assert refused.status_code == 200
    assert post(client, address, address, other=str(other.id)).status_code == 303
    page = spaced(client.get(address))
    assert "Oba wydarzenia są teraz terminami jednego szkolenia." in page
    assert f"/desk/trainings/{other.id}" in page
    assert f"/desk/trainings/{other.id}" in client.get(f"/desk/trainings/{event.id}").text
    assert post(client, f"{address}/unlink", address).status_code == 303
    assert "nie jest powiązane z innymi terminami" in spaced(client.get(address))
    db.expire_all()
    assert foreign.series_id is None


def test_a_coordinator_of_one_date_sees_no_other_at_the_desk(
    db: orm.Session, client: InspectingClient
) -> None:
    event, draft = linked(db, {}, {"visibility": Visibility.DRAFT, "title": "Tajny termin"})
    accounts.sign_in(client, accounts.coordinator(db, event))
    page = client.get(f"/desk/trainings/{event.id}").text
    assert draft.title not in page
    assert f"/desk/trainings/{draft.id}" not in page
