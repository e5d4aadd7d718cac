"""The organiser's first page, and who comes."""

from datetime import timedelta

import pytest
import time_machine

from registration.outbox.models import MailState, OutgoingEmail
from registration.signup.services import ensure_clauses
from registration.trainings.models import Visibility
from tests import factories
from tests.factories.signup import sign_up
from tests.factories.trainings import NOON
from tests.statements import Statements

pytestmark = pytest.mark.usefixtures("early_june")


@pytest.fixture
def early_june():
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


def desk_text(client) -> str:
    page = client.get("/desk/")
    assert page.status_code == 200
    return page.text


def test_the_desk_shows_own_coming_events_with_their_seats_and_no_others(client, db):
    own, foreign = factories.event(db, title="Nasze szkolenie"), factories.event(db, title="Obce szkolenie")
    factories.event(db, organisation=own.organisation, title="Szkic", visibility=Visibility.DRAFT)
    past = NOON - timedelta(days=9)
    factories.event(db, organisation=own.organisation, title="Minione", start=past)
    factories.sign_in(client, factories.organiser(db, own.organisation))
    sign_up(client, own.slug)
    text = desk_text(client)
    assert "Nasze szkolenie" in text
    assert "1 / 20" in text
    assert "Szkic" in text
    assert "Minione" not in text
    assert foreign.title not in text


def test_the_desk_says_loudly_that_mail_goes_into_files(client, db):
    factories.sign_in(client, factories.administrator(db))
    assert "Poczta nie jest wysyłana" in desk_text(client)


def test_a_mail_that_failed_stands_on_the_desk_of_its_organisation_only(client, db):
    own, other = factories.organisation(db), factories.organisation(db)
    db.add(
        OutgoingEmail(
            public_id="m" * 12,
            kind="signup.confirmation",
            recipient="osoba@example.pl",
            dedupe_key="x",
            state=MailState.FAILED,
            due_at=NOON,
            created_at=NOON,
            organisation_id=own.id,
        )
    )
    factories.sign_in(client, factories.organiser(db, own))
    assert "Nie dostarczono 1 wiadomości" in desk_text(client)
    factories.sign_in(client, factories.organiser(db, other))
    assert "Nie dostarczono" not in desk_text(client)


def test_the_desk_asks_no_more_of_the_database_for_more_events(app, client, db):
    owner = factories.organisation(db)
    factories.event(db, organisation=owner)
    factories.sign_in(client, factories.organiser(db, owner))
    with Statements(app) as few:
        desk_text(client)
    for _ in range(6):
        factories.event(db, organisation=owner)
    db.commit()
    with Statements(app) as many:
        desk_text(client)
    assert len(many) == len(few)


def test_an_organiser_sees_who_comes_but_not_what_they_need(client, db):
    event = factories.event(db)
    ensure_clauses(db, event.organisation, NOON)
    factories.sign_in(client, factories.organiser(db, event.organisation))
    sign_up(client, event.slug, needs="Miejsce blisko ekranu")
    page = client.get(f"/desk/participants/{event.id}")
    assert "Grażyna Żółć-Łęcka" in page.text
    assert "Miejsce blisko ekranu" not in page.text
    assert "Podała je 1 osoba" in page.text


def test_the_coordinator_of_the_event_sees_what_people_need(client, db):
    event = factories.event(db)
    factories.sign_in(client, factories.coordinator(db, event))
    sign_up(client, event.slug, needs="Miejsce blisko ekranu")
    assert "Miejsce blisko ekranu" in client.get(f"/desk/participants/{event.id}").text


def test_the_list_of_participants_is_nobody_else_s(client, db):
    event, other = factories.event(db), factories.organisation(db)
    factories.sign_in(client, factories.organiser(db, other))
    assert client.get(f"/desk/participants/{event.id}").status_code == 404


def test_the_list_of_participants_costs_the_same_for_one_and_for_many(app, client, db):
    event = factories.event(db)
    ensure_clauses(db, event.organisation, NOON)
    factories.sign_in(client, factories.organiser(db, event.organisation))
    sign_up(client, event.slug)
    with Statements(app) as few:
        client.get(f"/desk/participants/{event.id}")
    for number in range(5):
        sign_up(
            client,
            event.slug,
            email=f"osoba{number}@example.pl",
            submission_key=f"submission-key-{number:04}",
        )
    with Statements(app) as many:
        client.get(f"/desk/participants/{event.id}")
    assert len(many) == len(few)


def test_the_desk_says_when_more_events_come_than_it_lists(client, db):
    own = factories.event(db)
    for _ in range(7):
        factories.event(db, organisation=own.organisation)
    factories.sign_in(client, factories.organiser(db, own.organisation))
    assert "Łącznie" not in desk_text(client)
    factories.event(db, organisation=own.organisation)
    db.commit()
    assert "Łącznie 9 nadchodzących wydarzeń." in desk_text(client).replace("\u00a0", " ")
