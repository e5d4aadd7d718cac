"""An invitation to lists of contacts: who gets it, who is left out, and what the mail says of their data."""

from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from registration.accounts.audit import PROGRAM
from registration.mailings.emails.invitation import why_of
from registration.mailings.models import Basis, Mailing, Origin, Recipient
from registration.mailings.services import choose
from registration.mailings.services.choosing import Choice
from registration.partners.models import Basis as ContactBasis
from registration.partners.models import Channel
from tests import factories
from tests.factories import mailings as make
from tests.factories.accounts import organiser, sign_in
from tests.factories.contacts import contact, contact_list
from tests.factories.trainings import NOON


@pytest.fixture(autouse=True)
def early_june():
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def draft(client, db):
    """A draft about an event whose organiser is signed in."""
    event = factories.event(db)
    sign_in(client, organiser(db, event.organisation))
    made = make.mailing(db, event=event, subject="", body="", basis=None, source="")
    db.commit()
    return made


def person(db, draft, name, **values):
    """A contact of the organisation who wants to be reached by e-mail."""
    base = {"email": f"{name}@gmina.example.pl", "channel": Channel.EMAIL, "owner": draft.organisation}
    return contact(db, name=name, **{**base, **values})


def chosen(db, mailing):
    """(address, origin) of those who get it."""
    db.rollback()
    wanted = select(Recipient.email, Recipient.origin).where(Recipient.mailing_id == mailing.id)
    return [tuple(row) for row in db.execute(wanted.order_by(Recipient.position))]


def test_a_list_is_offered_and_those_who_can_be_written_to_are_invited(client, db, draft):
    invited = person(db, draft, "ewa", source="książka adresowa", basis=ContactBasis.LEGITIMATE_INTEREST)
    left_out = [
        person(db, draft, "byla", held_until=date(2026, 5, 1)),
        person(db, draft, "telefon", channel=Channel.PHONE, phone="600 100 200"),
        person(db, draft, "umowa", basis=ContactBasis.CONTRACT),
        person(db, draft, "bez", email="", channel=Channel.LETTER),
    ]
    made = contact_list(db, owner=draft.organisation, members=[invited, *left_out], name="Wójtowie")
    db.commit()
    at = f"/desk/mailings/{draft.id}/who"
    page = client.get(at).text
    assert "Wójtowie" in page
    assert "1 zaproszony kontakt; 4 pominięte" in page
    assert client.send(at, {"addresses": "", "lists": made.id}).location.endswith("/content")
    assert chosen(db, draft) == [("ewa@gmina.example.pl", Origin.CONTACT)]
    why = why_of(db, db.scalars(select(Recipient)).one())
    assert "książka adresowa" in why.reason
    assert "lit.\u00a0f" in why.ground
    assert "podstawa prawna" not in client.get(f"/desk/mailings/{draft.id}/content").text.lower()
    assert "kontakty" in client.get(f"/desk/mailings/{draft.id}/recipients").text


def test_who_stands_in_two_lists_and_is_pasted_too_is_invited_once(db, draft):
    one = person(db, draft, "ewa")
    lists = [contact_list(db, owner=draft.organisation, members=[one], name=name) for name in "AB"]
    command = Choice.of("Ewa@gmina.example.pl", (), [made.id for made in lists])
    tally = choose(db, draft.id, command, PROGRAM, now=NOON)
    assert (tally.given, tally.included) == (2, 1)


def test_another_organisations_list_is_neither_offered_nor_taken(client, db, draft):
    strange = contact_list(db, members=[contact(db, email="x@y.pl", channel=Channel.EMAIL)], name="Cudza")
    db.commit()
    at = f"/desk/mailings/{draft.id}/who"
    assert "Cudza" not in client.get(at).text
    assert "Wybierz ponownie" in client.send(at, {"addresses": "", "lists": strange.id}).text
    assert chosen(db, draft) == []


def test_a_pasted_address_keeps_the_ground_of_the_mailing_beside_lists(db, draft):
    one = person(db, draft, "ewa", basis=ContactBasis.PUBLIC_TASK)
    made = contact_list(db, owner=draft.organisation, members=[one])
    choose(db, draft.id, Choice.of("jan@x.example.pl", (), [made.id]), PROGRAM, now=NOON)
    kept = db.get(Mailing, draft.id)
    kept.basis, kept.source = Basis.CONSENT, "wizytówki"
    db.flush()
    pasted, listed = db.scalars(select(Recipient).order_by(Recipient.position))
    assert "lit.\u00a0a" in why_of(db, pasted).ground
    assert "wizytówki" in why_of(db, pasted).reason
    assert "lit.\u00a0e" in why_of(db, listed).ground
    assert kept.source_list_ids == [made.id]
