"""Restoring an event and deleting a draft at the desk; a cancellation names the meeting inside."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import orm
from werkzeug.test import TestResponse

from registration.trainings import hooks
from registration.trainings.models import Event, Visibility
from tests import factories
from tests.factories import accounts, forum, mailings
from tests.factories.trainings import NOON
from tests.pages import InspectingClient
from tests.web.test_trainings_desk import hidden


@pytest.fixture(autouse=True)
def _on_the_first_of_june() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def organiser(db: orm.Session, client: InspectingClient, event: Event) -> InspectingClient:
    db.commit()
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    return client


def spaced(answer: TestResponse) -> str:
    return answer.text.replace("\u00a0", " ")


def press(client: InspectingClient, address: str) -> TestResponse:
    return client.post(address, data={"csrf_token": hidden(client.get(address).text, "csrf_token")})


def test_the_page_names_the_effect_and_the_event_is_back(
    db: orm.Session, client: InspectingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "people_to_tell", [lambda _db, _id: 18])
    event = factories.event(
        db, visibility=Visibility.CANCELLED, cancellation_reason="Choroba <b>", seats_taken=18
    )
    organiser(db, client, event)
    address = f"/desk/trainings/{event.id}/restore"
    assert address in client.get(f"/desk/trainings/{event.id}").text
    page = spaced(client.get(address))
    assert "Przywróć wydarzenie i powiadom 18 osób" in page
    assert "Choroba &lt;b&gt;" in page
    assert press(client, address).status_code == 303
    public = spaced(client.get(f"/trainings/{event.slug}"))
    assert "To wydarzenie jest odwołane" not in public
    assert "Zapisz się" in public
    assert "Przywrócić można tylko odwołane wydarzenie" in spaced(client.get(address))


def test_two_clicks_restore_once(db: orm.Session, client: InspectingClient) -> None:
    event = factories.event(db, visibility=Visibility.CANCELLED, cancellation_reason="Choroba")
    organiser(db, client, event)
    address = f"/desk/trainings/{event.id}/restore"
    token = hidden(client.get(address).text, "csrf_token")
    assert client.post(address, data={"csrf_token": token}).status_code == 303
    again = client.post(address, data={"csrf_token": token})
    assert again.status_code == 200
    assert "W obecnym stanie wydarzenia nie można tego zrobić." in spaced(again)


def test_a_past_cancelled_event_offers_no_restoring(db: orm.Session, client: InspectingClient) -> None:
    event = factories.event(
        db, visibility=Visibility.CANCELLED, start=NOON.replace(month=4), cancellation_reason="x"
    )
    organiser(db, client, event)
    assert f"{event.id}/restore" not in client.get(f"/desk/trainings/{event.id}").text
    assert "<form" not in client.get(f"/desk/trainings/{event.id}/restore").text.split("<main")[1]


def test_a_draft_is_deleted_from_a_page_of_its_own(db: orm.Session, client: InspectingClient) -> None:
    event = factories.event(db, visibility=Visibility.DRAFT, published_at=None, title="Do kosza")
    organiser(db, client, event)
    address = f"/desk/trainings/{event.id}/delete"
    assert address in client.get(f"/desk/trainings/{event.id}").text
    answer = press(client, address)
    assert (answer.status_code, answer.location) == (303, "/desk/trainings/")
    assert "Szkic jest usunięty." in spaced(client.get(answer.location))
    assert client.get(f"/desk/trainings/{event.id}").status_code == 404


def test_a_draft_on_which_something_hangs_says_so(db: orm.Session, client: InspectingClient) -> None:
    event = factories.event(db, visibility=Visibility.DRAFT, published_at=None)
    mailings.mailing(db, event=event)
    organiser(db, client, event)
    answer = press(client, f"/desk/trainings/{event.id}/delete")
    assert answer.status_code == 200
    assert "Szkicu nie można usunąć" in spaced(answer)
    assert client.get(f"/desk/trainings/{event.id}").status_code == 200


def test_a_published_event_is_not_offered_for_deleting(db: orm.Session, client: InspectingClient) -> None:
    hidden_again = factories.event(db, visibility=Visibility.DRAFT)
    organiser(db, client, hidden_again)
    assert f"{hidden_again.id}/delete" not in client.get(f"/desk/trainings/{hidden_again.id}").text
    page = spaced(client.get(f"/desk/trainings/{hidden_again.id}/delete"))
    assert "Usunąć można tylko szkic, który nigdy nie był opublikowany." in page


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (forum.MeetingState.PLANNED, "W tym wydarzeniu zaplanowano posiedzenie: Forum Przykładowe."),
        (
            forum.MeetingState.CONVENED,
            "W tym wydarzeniu odbywa się posiedzenie: Forum Przykładowe, nr 1/2026.",
        ),
    ],
)
def test_a_cancellation_names_the_meeting_inside(
    db: orm.Session, client: InspectingClient, state: forum.MeetingState, told: str
) -> None:
    meeting = forum.meeting(db, state)
    organiser(db, client, meeting.session.event)
    page = spaced(client.get(f"/desk/trainings/{meeting.session.event_id}/cancel"))
    assert told in page
    assert f'href="/desk/forum/meetings/{meeting.id}"' in page


def test_an_event_without_a_meeting_says_nothing_of_one(db: orm.Session, client: InspectingClient) -> None:
    event = factories.event(db)
    organiser(db, client, event)
    assert "posiedzenie" not in spaced(client.get(f"/desk/trainings/{event.id}/cancel"))
