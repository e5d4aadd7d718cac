"""Participants at the desk: the list, one participant's page, what may be done for them, and who sees needs."""

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select

from registration.accounts.models import AuditLine
from registration.invites.services.drafts import CHANGE
from registration.signup.models import Registration
from registration.trainings.models import Event
from tests import factories
from tests.factories import accounts, mailings, mails
from tests.factories.signup import ANSWERS
from tests.factories.trainings import NOON
from tests.letters import House
from tests.pages import InspectingClient
from tests.statements import Statements

NEEDS = "Pętla indukcyjna"


@pytest.fixture(autouse=True)
def early_june():
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(db: orm.Session) -> Event:
    made = factories.event(db, capacity=5)
    db.commit()
    return made


@pytest.fixture
def house(app: Flask) -> House:
    return House(app)


@pytest.fixture
def one(house: House, event: Event) -> int:
    """Somebody who has told needs."""
    return house.join(event, needs=NEEDS, phone="+48 600 000 000")


@pytest.fixture
def organiser(client: InspectingClient, db: orm.Session, event: Event) -> InspectingClient:
    accounts.sign_in(client, accounts.organiser(db, event.organisation, name="Anna Organizatorka"))
    return client


@pytest.fixture
def coordinator(app: Flask, db: orm.Session, event: Event) -> InspectingClient:
    browser = app.test_client()
    accounts.sign_in(browser, accounts.coordinator(db, event))
    return browser


def page_of(event: Event, registration_id: int) -> str:
    return f"/desk/participants/{event.id}/{registration_id}"


def test_the_page_shows_data_state_mails_and_history(organiser, house, event, one):
    house.deliver()
    page = organiser.get(page_of(event, one)).text
    for told in ("Grażyna", "grazyna@warta.example.pl", "Gmina Warta", "Potwierdzenie zgłoszenia", "wysłano"):
        assert told in page
    assert "/sign-up/my/" not in page


def test_mails_about_calendar_entries_are_told_apart_by_their_subjects(organiser, db, event, one):
    registration = db.get_one(Registration, one)
    for number, subject in enumerate(("Zmiana terminu: Partnerstwa", "Wydarzenie odwołane: Partnerstwa", "")):
        mails.mail(db, number, kind=CHANGE, subject=subject, invitee_id=registration.invitee_id)
    db.commit()
    page = organiser.get(page_of(event, one)).text
    for told in (
        "Zmiana terminu: Partnerstwa",
        "Wydarzenie odwołane: Partnerstwa",
        "Wpis w kalendarzu na jeden",
    ):
        assert told in page, "one that is not written yet has no subject"


def test_needs_are_shown_to_the_coordinator_alone(organiser, coordinator, event, one):
    paths = [f"/desk/participants/{event.id}", f"/desk/participants/{event.id}/print", page_of(event, one)]
    paths.append(f"{page_of(event, one)}/change")
    for path in paths:
        assert NEEDS not in organiser.get(path).text, path
        assert NEEDS in coordinator.get(path).text, path


def test_an_organiser_s_correction_keeps_needs_and_is_on_record(organiser, client, db, house, event, one):
    answers = {**ANSWERS, "post": "kierowniczka", "needs": "podmienione"}
    assert organiser.send(f"{page_of(event, one)}/change", answers).status_code == 303
    db.rollback()
    found = db.get_one(Registration, one, populate_existing=True)
    assert (found.post, found.needs) == ("kierowniczka", NEEDS)
    line = db.scalars(select(AuditLine).where(AuditLine.action == "registration.changed")).one()
    assert (line.actor_name, line.before["post"], line.after["post"]) == (
        "Anna Organizatorka", "inspektorka", "kierowniczka",
    )  # fmt: skip
    page = organiser.get(page_of(event, one)).text
    assert "Anna Organizatorka" in page
    assert "kierowniczka" in page[page.index("Historia") :]


def test_a_coordinator_corrects_needs_and_the_trail_does_not_repeat_them(coordinator, db, event, one):
    answers = {**ANSWERS, "needs": "Miejsce z przodu"}
    assert coordinator.send(f"{page_of(event, one)}/change", answers).status_code == 303
    db.rollback()
    assert db.get_one(Registration, one, populate_existing=True).needs == "Miejsce z przodu"
    for line in db.scalars(select(AuditLine)):
        assert "Miejsce z przodu" not in str(line.after)
        assert NEEDS not in str(line.before)


def test_taken_off_the_list_and_back(organiser, db, house, event, one):
    house.deliver()
    assert organiser.get(f"{page_of(event, one)}/remove").status_code == 200
    organiser.send(f"{page_of(event, one)}/remove", {})
    page = organiser.get(page_of(event, one)).text
    assert "Przywróć zgłoszenie" in page
    assert [letter.kind for letter in house.deliver()] == ["signup.removed"]
    organiser.send(f"{page_of(event, one)}/restore", {}, form_at=page_of(event, one))
    assert "Popraw odpowiedzi" in organiser.get(page_of(event, one)).text
    assert [letter.kind for letter in house.deliver()] == ["signup.restored"]


def test_a_full_event_is_named_when_a_registration_cannot_come_back(organiser, house, event, one):
    organiser.send(f"{page_of(event, one)}/remove", {})
    for number in range(5):
        house.join(event, email=f"o{number}@example.pl")
    organiser.send(f"{page_of(event, one)}/restore", {}, form_at=page_of(event, one))
    assert "Wszystkie miejsca są zajęte" in organiser.get(page_of(event, one)).text


def test_a_new_link_is_mailed_and_not_shown(organiser, db, house, event, one):
    house.deliver()
    organiser.send(f"{page_of(event, one)}/new-link", {}, form_at=page_of(event, one))
    assert "/sign-up/my/" not in organiser.get(page_of(event, one)).text
    assert [letter.kind for letter in house.deliver()] == ["signup.new_link", "invites.link"]
    db.rollback()
    assert db.get_one(Registration, one, populate_existing=True).generation == 2


def test_another_event_s_participant_is_not_found_here(organiser, db, event, one):
    other = factories.event(db, organisation=event.organisation)
    db.commit()
    assert organiser.get(page_of(other, one)).status_code == 404
    assert organiser.get(page_of(event, one + 100)).status_code == 404


def test_the_list_is_searched_without_a_name_in_any_address(organiser, house, event, one):
    house.join(event, email="druga@example.pl", first_name="Łucja", last_name="Ósma", needs="")
    answer = organiser.send(
        f"/desk/participants/{event.id}/search",
        {"search": "osma lucja"},
        form_at=f"/desk/participants/{event.id}",
    )
    assert answer.location == f"/desk/participants/{event.id}"
    page = organiser.get(answer.location).text
    assert "Łucja" in page
    assert "Grażyna" not in page
    assert "Znaleziono 1" in page.replace("\u00a0", " ")
    organiser.send(
        f"/desk/participants/{event.id}/search", {"search": ""}, form_at=f"/desk/participants/{event.id}"
    )
    assert "Grażyna" in organiser.get(answer.location).text


def test_needs_are_not_searched(coordinator, event, one):
    path = f"/desk/participants/{event.id}"
    coordinator.send(f"{path}/search", {"search": "indukcyjna"}, form_at=path)
    assert "Grażyna" not in coordinator.get(path).text


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["Ćwik", "Dąb", "Żak"]),
        ("name-desc", ["Żak", "Dąb", "Ćwik"]),
        ("signed-up", ["Żak", "Ćwik", "Dąb"]),
        ("nonsense", ["Żak", "Ćwik", "Dąb"]),
    ],
)
def test_the_list_is_sorted_as_its_address_says(organiser, house, event, sort, order):
    for number, name in enumerate(("Żak", "Ćwik", "Dąb")):
        house.join(event, email=f"o{number}@example.pl", last_name=name)
    page = organiser.get(f"/desk/participants/{event.id}?sort={sort}").text
    assert sorted(order, key=page.index) == order


def test_the_list_needs_as_many_statements_for_a_hundred(app, organiser, db, event):
    def count(path: str) -> int:
        with Statements(app) as found:
            assert organiser.get(path).status_code == 200
        return len(found)

    paths = [f"/desk/participants/{event.id}", f"/desk/participants/{event.id}/print"]
    mailings.participant(db, event)
    db.commit()
    before = [count(path) for path in paths]
    for _ in range(100):
        mailings.participant(db, event)
    db.commit()
    assert [count(path) for path in paths] == before
