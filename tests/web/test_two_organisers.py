"""Two organisers at one form: the second sees both versions, loses nothing, and saves after looking."""

from typing import Any

import pytest
import time_machine
from sqlalchemy import orm
from werkzeug.test import TestResponse

from registration.trainings.models import Event, Venue
from tests import factories
from tests.factories import accounts
from tests.factories.trainings import NOON
from tests.pages import InspectingClient
from tests.web.programme_form import fresh, hidden


@pytest.fixture(autouse=True)
def _on_the_first_of_june() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(db: orm.Session) -> Event:
    owner = factories.organisation(db)
    hall = factories.venue(db, organisation=owner, name="Ratusz", street="ul. Stara 1")
    return factories.event(db, organisation=owner, venue=hall, online_url="https://example.org/a")


@pytest.fixture
def organiser(db: orm.Session, client: InspectingClient, event: Event) -> InspectingClient:
    db.commit()
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    return client


class Form:
    """A form that was opened, and is sent later."""

    def __init__(self, client: InspectingClient, address: str) -> None:
        self.client, self.address = client, address
        self.take(client.get(address).text)

    def take(self, page: str) -> None:
        """The hidden fields of a page."""
        names = [name for name in ("csrf_token", "edition", "seen") if f'name="{name}"' in page]
        self.hidden = {name: hidden(page, name) for name in names}

    def send(self, **fields: Any) -> TestResponse:
        """Send it; the answer's hidden fields are taken for the next time."""
        answer = self.client.post(self.address, data={**self.hidden, **fields})
        if answer.status_code != 303:
            self.take(answer.text)
        return answer


def test_a_place_shows_what_the_other_chose(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    other = factories.venue(db, organisation=event.organisation, name="Biblioteka")
    db.commit()
    first, second = (Form(organiser, f"/desk/trainings/{event.id}/place") for _ in range(2))
    assert first.send(venue=other.id, online_url="https://example.org/b").status_code == 303
    stale = second.send(venue=event.venue_id, online_url="https://example.org/c")
    assert stale.status_code == 409
    for shown in ("Biblioteka", "https://example.org/b", 'value="https://example.org/c"', "Ratusz"):
        assert shown in stale.text, shown
    assert fresh(db, event.id).venue_id == other.id
    assert second.send(venue=event.venue_id, online_url="https://example.org/c").status_code == 303
    assert fresh(db, event.id).online_url == "https://example.org/c"


def test_a_new_place_does_not_replace_unseen_what_the_other_chose(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    other = factories.venue(db, organisation=event.organisation, name="Biblioteka")
    db.commit()
    new = Form(organiser, f"/desk/trainings/{event.id}/place/new")
    Form(organiser, f"/desk/trainings/{event.id}/place").send(venue=other.id, online_url="")
    stale = new.send(name="Dom kultury")
    assert stale.status_code == 409
    assert "Miejsce wydarzenia jest teraz takie: Biblioteka" in stale.text
    assert 'value="Dom kultury"' in stale.text
    assert db.query(Venue).filter_by(name="Dom kultury").count() == 0
    assert new.send(name="Dom kultury").status_code == 303
    venue = fresh(db, event.id).venue
    assert venue is not None
    assert venue.name == "Dom kultury"


def test_a_correction_of_a_place_shows_the_other_correction(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    first, second = (Form(organiser, f"/desk/trainings/{event.id}/place/change") for _ in range(2))
    assert first.send(name="Ratusz", street="ul. Nowa 2").status_code == 303
    stale = second.send(name="Ratusz", street="ul. Nowa 3", step_free="no")
    assert stale.status_code == 409
    assert "ul. Nowa 2" in stale.text
    assert 'value="ul. Nowa 3"' in stale.text
    assert second.send(name="Ratusz", street="ul. Nowa 3", step_free="no").status_code == 303
    venue = fresh(db, event.id).venue
    assert venue is not None
    assert (venue.street, venue.step_free) == ("ul. Nowa 3", False)


def test_a_speaker_shows_what_the_other_typed(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    speaker = factories.speaker(db, event, post="Radca")
    db.commit()
    first, second = (Form(organiser, f"/desk/trainings/{event.id}/speakers/{speaker.id}") for _ in range(2))
    assert first.send(post="Sekretarz").status_code == 303
    stale = second.send(post="Skarbnik")
    assert stale.status_code == 409
    assert "Sekretarz" in stale.text
    assert 'value="Skarbnik"' in stale.text
    assert second.send(post="Skarbnik").status_code == 303
    assert fresh(db, event.id).speakers[0].post == "Skarbnik"


def test_a_speaker_who_was_removed_meanwhile_can_be_added_again_as_typed(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    speaker = factories.speaker(db, event, post="Radca")
    db.commit()
    page = f"/desk/trainings/{event.id}/speakers/{speaker.id}"
    changing, removing = Form(organiser, page), Form(organiser, f"{page}/remove")
    assert removing.send().status_code == 303
    stale = changing.send(post="Radca prawny")
    assert stale.status_code == 409
    assert "usunięto w\u00a0międzyczasie" in stale.text
    assert 'value="Radca prawny"' in stale.text
    changing.address = f"/desk/trainings/{event.id}/speakers"
    assert changing.send(post="Radca prawny").status_code == 303
    assert [one.post for one in fresh(db, event.id).speakers] == ["Radca prawny"]


def test_adding_and_removing_speakers_after_the_other_asks_to_look_first(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    speaker = factories.speaker(db, event, post="Radca")
    db.commit()
    page = f"/desk/trainings/{event.id}/speakers"
    for form, fields in (
        (Form(organiser, page), {"post": "Drugi"}),
        (Form(organiser, f"{page}/{speaker.id}/remove"), {}),
    ):
        assert Form(organiser, page).send(post="Szybszy").status_code == 303
        stale = form.send(**fields)
        assert stale.status_code == 409
        assert "w innym oknie" in stale.text.replace("\u00a0", " ")
        assert form.send(**fields).status_code == 303
    assert [one.post for one in fresh(db, event.id).speakers] == ["Szybszy", "Drugi", "Szybszy"]


@pytest.mark.parametrize(
    "page", ["basics", "programme", "place", "place/new", "place/change", "speakers/{one}/remove"]
)
def test_saving_says_how_many_people_it_tells(
    db: orm.Session, organiser: InspectingClient, event: Event, page: str
) -> None:
    speaker = factories.speaker(db, event, *event.sessions)
    event.seats_taken = 18
    db.commit()
    address = f"/desk/trainings/{event.id}/{page.format(one=speaker.id)}"
    assert "Zapisanie powiadomi 18 osób" in organiser.get(address).text
    event.visibility = type(event.visibility).DRAFT
    db.commit()
    assert "Zapisanie powiadomi" not in organiser.get(address).text


def test_a_corrected_place_tells_the_people_of_all_its_coming_events(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    event.seats_taken = 3
    for taken, start in ((2, None), (4, NOON.replace(year=2025))):
        values = {"start": start} if start else {}
        factories.event(db, organisation=event.organisation, venue=event.venue, seats_taken=taken, **values)
    db.commit()
    page = organiser.get(f"/desk/trainings/{event.id}/place/change").text
    assert "Zapisanie powiadomi 5 osób" in page


def test_ones_own_other_window_is_not_called_somebody_else(
    db: orm.Session, organiser: InspectingClient, event: Event
) -> None:
    first, second = (Form(organiser, f"/desk/trainings/{event.id}/place") for _ in range(2))
    first.send(venue=event.venue_id, online_url="https://example.org/b")
    own = second.send(venue=event.venue_id, online_url="https://example.org/c")
    assert "z tego samego konta w innym oknie" in own.text.replace("\u00a0", " ")
    assert "ktoś inny" not in own.text
