"""An organiser names who sees the needs; the history of the event tells it."""

import pytest
from sqlalchemy import orm, select

from registration.accounts.models import RoleGrant
from registration.trainings.models import Event
from tests import factories
from tests.factories import accounts, mailings
from tests.pages import InspectingClient

NEEDS = "Pętla indukcyjna"


@pytest.fixture
def event(db: orm.Session) -> Event:
    made = factories.event(db)
    mailings.participant(db, made, needs=NEEDS)
    db.commit()
    return made


@pytest.fixture
def organiser(client: InspectingClient, db: orm.Session, event: Event) -> InspectingClient:
    accounts.sign_in(
        client, accounts.organiser(db, event.organisation, email="anna@example.org", name="Anna")
    )
    return client


def path(event: Event) -> str:
    return f"/desk/participants/{event.id}/coordinators"


def grants(db: orm.Session) -> list[tuple[str, int]]:
    db.rollback()
    found = db.scalars(select(RoleGrant).where(RoleGrant.role == "coordinator"))
    return [(one.user.email, one.scope_id) for one in found]


def test_a_named_coordinator_sees_the_needs_from_then_on(app, organiser, db, event):
    colleague = accounts.user(db, email="jan@example.org", name="Jan Koordynator")
    browser = app.test_client()
    accounts.sign_in(browser, colleague)
    list_of = f"/desk/participants/{event.id}"
    assert browser.get(list_of).status_code == 404
    assert organiser.send(path(event), {"email": " JAN@example.org "}).status_code == 303
    assert NEEDS in browser.get(list_of).text
    assert NEEDS not in organiser.get(list_of).text
    history = organiser.get(f"/desk/trainings/{event.id}/history").text
    assert "Wyznaczono koordynatora" in history
    assert "Jan Koordynator" in history


def test_an_organiser_who_names_themself_is_on_record(organiser, db, event):
    organiser.send(path(event), {"email": "anna@example.org"})
    assert NEEDS in organiser.get(f"/desk/participants/{event.id}").text
    assert "Wyznaczono koordynatora" in organiser.get(f"/desk/trainings/{event.id}/history").text


def test_a_released_coordinator_sees_nothing_more(app, organiser, db, event):
    browser = app.test_client()
    accounts.sign_in(browser, accounts.coordinator(db, event))
    [held] = db.scalars(select(RoleGrant).where(RoleGrant.role == "coordinator"))
    organiser.send(f"{path(event)}/{held.id}/release", {}, form_at=path(event))
    assert browser.get(f"/desk/participants/{event.id}").status_code == 404
    assert "Odwołano koordynatora" in organiser.get(f"/desk/trainings/{event.id}/history").text


@pytest.mark.parametrize("email", ["nikt@example.org", "zamkniete@example.org"])
def test_who_has_no_account_in_use_is_not_named(organiser, db, event, email):
    accounts.user(db, email="zamkniete@example.org", active=False)
    page = organiser.send(path(event), {"email": email})
    assert "Nikt z tym adresem nie ma tu konta" in page.text
    assert email in page.text
    assert grants(db) == []


def test_nobody_is_named_twice(organiser, db, event):
    accounts.user(db, email="jan@example.org")
    for _ in range(2):
        answer = organiser.send(path(event), {"email": "jan@example.org"})
    assert "Ta osoba ma już tam tę rolę" in answer.text
    assert len(grants(db)) == 1


def test_another_event_s_coordinator_or_another_role_is_not_released_here(organiser, db, event):
    other = factories.event(db)
    foreign = accounts.coordinator(db, other).grants[0].id
    door = accounts.door_staff(db, event).grants[0].id
    for grant_id in (foreign, door, 10**6):
        answer = organiser.send(f"{path(event)}/{grant_id}/release", {}, form_at=path(event))
        assert answer.status_code == 404
    assert grants(db) == [(accounts_email(db, foreign), other.id)]


def accounts_email(db: orm.Session, grant_id: int) -> str:
    return db.get_one(RoleGrant, grant_id).user.email
