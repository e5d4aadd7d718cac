"""The desk offers the undo of the last change: GET shows it, POST does it, a refusal says why."""

from typing import Any

import pytest
import time_machine
from sqlalchemy import orm

from registration.outbox.models import MailState, OutgoingEmail
from registration.trainings.models import Event
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
    return factories.event(db)


@pytest.fixture
def organiser(db: orm.Session, client: InspectingClient, event: Event) -> InspectingClient:
    db.commit()
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    return client


@pytest.fixture
def renamed(organiser: InspectingClient, event: Event) -> str:
    """The address of the undo, after an item was renamed."""
    one = item(0, id=event.sessions[0].id, title="Nowa nazwa <b>", end="15:00")
    assert send_programme(organiser, event.id, one, save="1").status_code == 303
    return f"/desk/trainings/{event.id}/undo"


def test_the_desk_page_offers_it_the_page_shows_it_and_post_does_it(
    db: orm.Session, organiser: InspectingClient, event: Event, renamed: str
) -> None:
    desk = organiser.get(f"/desk/trainings/{event.id}").text
    assert "Ostatnia zmiana: Zmieniono program" in desk
    assert "Osoba (przykład)" in desk
    assert f'href="{renamed}"' in desk
    page = organiser.get(renamed).text
    for shown in ("Nowa nazwa &lt;b&gt;", event.sessions[0].title, "Osoba (przykład)", "1\u00a0czerwca"):
        assert shown in page, shown
    assert fresh(db, event.id).sessions[0].title == "Nowa nazwa <b>", "GET only shows"
    fields = {"csrf_token": hidden(page, "csrf_token"), "edition": hidden(page, "edition")}
    assert organiser.post(renamed, data=fields).location == f"/desk/trainings/{event.id}"
    assert fresh(db, event.id).sessions[0].title == event.sessions[0].title
    after = organiser.get(f"/desk/trainings/{event.id}").text
    assert "Cofnięto ostatnią zmianę." in after
    assert "Ostatnia zmiana:" not in after
    assert "Cofnięto ostatnią zmianę" in organiser.get(f"/desk/trainings/{event.id}/history").text
    again = organiser.post(renamed, data=fields)
    assert again.status_code == 409
    assert "Nie ma teraz zmiany, którą można cofnąć." in again.text


def test_a_mail_that_left_between_looking_and_doing_is_named(
    db: orm.Session, organiser: InspectingClient, event: Event, renamed: str
) -> None:
    page = organiser.get(renamed).text
    row = OutgoingEmail(
        public_id="m1",
        kind="signup.confirmation",
        recipient="a@example.org",
        dedupe_key="m1",
        state=MailState.SENT,
        due_at=NOON,
        created_at=NOON,
        frozen_at=NOON,
        about_kind="event",
        about_id=event.id,
    )
    db.add(row)
    db.commit()
    fields = {"csrf_token": hidden(page, "csrf_token"), "edition": hidden(page, "edition")}
    refused = organiser.post(renamed, data=fields)
    assert refused.status_code == 409
    assert "wysłano już wiadomość o\u00a0wydarzeniu" in refused.text
    assert fresh(db, event.id).sessions[0].title == "Nowa nazwa <b>"
    assert "Ostatnia zmiana:" not in organiser.get(f"/desk/trainings/{event.id}").text


def test_somebody_else_s_later_change_is_named(
    db: orm.Session, organiser: InspectingClient, event: Event, renamed: str
) -> None:
    page = organiser.get(renamed).text
    one = item(0, id=event.sessions[0].id, title="Jeszcze inaczej", end="15:00")
    assert send_programme(organiser, event.id, one, save="1").status_code == 303
    fields = {"csrf_token": hidden(page, "csrf_token"), "edition": hidden(page, "edition")}
    refused = organiser.post(renamed, data=fields)
    assert refused.status_code == 409
    assert "ktoś inny zmienił to wydarzenie" in refused.text
    assert fresh(db, event.id).sessions[0].title == "Jeszcze inaczej"


def test_door_staff_are_offered_nothing(db: orm.Session, client: InspectingClient, event: Event) -> None:
    db.commit()
    accounts.sign_in(client, accounts.door_staff(db, event))
    assert client.get(f"/desk/trainings/{event.id}/undo").status_code == 403
