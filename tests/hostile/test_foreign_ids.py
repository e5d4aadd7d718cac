"""Ids of another organisation's things inside forms: they count as nothing, and nothing of theirs changes."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import orm, select

from registration.mailings.models import Recipient, RecipientState
from registration.signup.models import Consent, Registration
from registration.signup.services import ensure_clauses
from registration.trainings.models import Event
from tests import factories
from tests.factories import accounts, mailings
from tests.factories.signup import sign_up
from tests.factories.trainings import FIRST_START, NOON
from tests.pages import InspectingClient

FAR = FIRST_START.replace(year=2100)


@pytest.fixture
def own(db: orm.Session) -> Event:
    """An event of the organiser's organisation."""
    return factories.event(db, start=FAR)


@pytest.fixture
def foreign(db: orm.Session) -> Event:
    """An event of another one, with a venue and a participant."""
    made = factories.event(db, start=FAR)
    made.venue = factories.venue(db, organisation=made.organisation, name="Cudza sala")
    mailings.participant(db, made, email="cudza@example.org")
    ensure_clauses(db, made.organisation, NOON)
    db.commit()
    return made


@pytest.fixture
def organiser(client: InspectingClient, db: orm.Session, own: Event) -> InspectingClient:
    """Who runs the events of the own organisation."""
    db.commit()
    accounts.sign_in(client, accounts.organiser(db, own.organisation))
    return client


def test_a_foreign_venue_cannot_be_chosen(
    organiser: Any, db: orm.Session, own: Event, foreign: Event
) -> None:
    page = organiser.send(f"/desk/trainings/{own.id}/place", {"venue": str(foreign.venue_id), "edition": "1"})
    db.expire_all()
    assert page.status_code in (200, 404)
    assert "Cudza sala" not in page.text
    assert db.get_one(Event, own.id).venue_id is None


def test_a_foreign_participant_is_no_page_under_the_own_event(
    organiser: Any, db: orm.Session, own: Event, foreign: Event
) -> None:
    [stranger] = db.scalars(select(Registration)).all()
    for event in (own, foreign):
        page = organiser.get(f"/desk/participants/{event.id}/{stranger.id}")
        assert page.status_code == 404
        assert "cudza@example.org" not in page.text


def test_consents_of_another_organisation_are_not_given(
    app: Flask, client: InspectingClient, db: orm.Session, own: Event, foreign: Event
) -> None:
    db.commit()
    assert sign_up(client, own.slug, consents=["1", "2", "3", "-1", "9" * 17, "9" * 30]).status_code == 303
    assert not db.scalars(select(Consent)).all()


@pytest.mark.parametrize(("number", "stored"), [(4_900, 4_902), (10_000, 0)])
def test_thousands_of_pasted_lines_are_taken_or_refused_as_a_whole_and_none_is_lost(
    organiser: Any, db: orm.Session, own: Event, number: int, stored: int
) -> None:
    """Five thousand are the most; who pastes more reads so and keeps what was pasted."""
    mailing = mailings.mailing(db, event=own)
    db.commit()
    odd = [
        '=HYPERLINK("http://evil.example")',
        "Jan;Nowak;jan@example.org;\x00",
        "ż" * 300,
        "👩🏽‍💻 <a@example.org>",
    ]
    lines = [*odd, *(f"osoba{one}@example.org" for one in range(number))]
    page = organiser.send(f"/desk/mailings/{mailing.id}/who", {"addresses": "\r\n".join(lines)})
    assert page.status_code == (303 if stored else 200)
    included = db.scalars(select(Recipient.email).where(Recipient.state == RecipientState.INCLUDED)).all()
    assert len(included) == len(set(included)) == stored
    assert stored or ("<title>Błąd: " in page.text and "osoba9999@example.org" in page.text)
