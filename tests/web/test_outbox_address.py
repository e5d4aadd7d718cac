"""An address that was wrong is corrected where it belongs, and everything goes to the right one anew."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select

from registration.accounts.audit import PROGRAM
from registration.accounts.models import AuditLine
from registration.core import clock
from registration.mailings.models import Recipient
from registration.mailings.services import send as send_mailing
from registration.outbox.models import Failure, MailState, OutgoingEmail
from registration.partners.models import Organisation
from registration.signup.models import Registration
from registration.trainings.models import Event
from registration.web.writing import writing
from tests.factories import accounts, mailings, mails, trainings
from tests.factories.mails import NOW
from tests.letters import House
from tests.pages import InspectingClient

WRONG, RIGHT = "anna@gmial.com", "anna@gmail.com"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[time_machine.Traveller]:
    """Noon of 1 June 2026; time stands still unless moved."""
    with time_machine.travel(NOW, tick=False) as clock_hand:
        yield clock_hand


@pytest.fixture
def owner(db: orm.Session) -> Organisation:
    """The organisation whose mail it is."""
    return trainings.organisation(db)


@pytest.fixture
def event(db: orm.Session, owner: Organisation) -> Event:
    """Two days of training."""
    made = trainings.event(db, organisation=owner, days=2)
    db.commit()
    return made


@pytest.fixture
def organiser(client: InspectingClient, db: orm.Session, owner: Organisation) -> InspectingClient:
    """A client with an organiser of the owner signed in."""
    accounts.sign_in(client, accounts.organiser(db, owner))
    return client


@pytest.fixture
def house(app: Flask) -> House:
    """People and a worker."""
    return House(app)


def mails_to(db: orm.Session, address: str) -> list[OutgoingEmail]:
    """All mails to an address, in their order."""
    db.rollback()
    wanted = select(OutgoingEmail).where(OutgoingEmail.recipient == address).order_by(OutgoingEmail.id)
    return list(db.scalars(wanted.execution_options(populate_existing=True)))


def fail(db: orm.Session, rows: list[OutgoingEmail]) -> None:
    """The server knows no such mailbox."""
    for row in rows:
        row.state, row.failure, row.last_error = MailState.FAILED, Failure.ADDRESS, "550 5.1.1 unknown"
    db.commit()


def test_a_participants_wrong_address_is_corrected_and_all_is_written_anew(
    organiser: InspectingClient, db: orm.Session, house: House, event: Event, at_noon: time_machine.Traveller
) -> None:
    house.join(event, email=WRONG)
    first = {letter.entry.uid: letter.entry for letter in house.deliver()}
    fail(db, old := mails_to(db, WRONG))
    at_noon.shift(timedelta(hours=1))
    page = f"/desk/outbox/{old[0].public_id}/address"
    told = organiser.get(page).text
    assert "Prawdopodobnie chodziło o: anna@gmail.com" in told
    assert f'value="{RIGHT}"' in told
    answer = organiser.send(page, {"email": RIGHT})
    assert answer.status_code == 303
    letters = house.deliver()
    assert [one.recipient for one in house.bag.claims[-2:]] == [RIGHT, RIGHT]
    for letter in letters:
        entry = letter.entry
        assert entry.sequence == first[entry.uid].sequence
        assert entry.stamp > first[entry.uid].stamp
        assert RIGHT in letter.line("ATTENDEE")
        assert "METHOD:REQUEST" in letter.calendar.decode()
    assert len(letters) == len(first) == 2
    registration = db.scalars(select(Registration)).one()
    db.refresh(registration)
    assert (registration.email, registration.email_key, registration.invitee.email) == (RIGHT, RIGHT, RIGHT)
    for row in mails_to(db, WRONG):
        assert (row.state, row.replaced_by_id) == (MailState.DROPPED, mails_to(db, RIGHT)[0].id)
    (line,) = db.scalars(select(AuditLine).where(AuditLine.action == "registration.address_corrected"))
    assert (line.before, line.after) == ({"email": WRONG}, {"email": RIGHT})
    assert "Zobacz wiadomość, która ją zastąpiła" in organiser.get(f"/desk/outbox/{old[0].public_id}").text


def test_a_link_that_a_stranger_may_have_got_opens_nothing_any_more(
    organiser: InspectingClient, db: orm.Session, house: House, event: Event
) -> None:
    house.join(event, email=WRONG)
    house.deliver()
    before = db.scalars(select(Registration.generation)).one()
    late = mails.mail(
        db,
        77,
        kind="signup.links",
        context={"registrations": [db.scalars(select(Registration.id)).one()]},
        organisation_id=event.organisation_id,
        recipient=WRONG,
    )
    db.commit()
    organiser.send(f"/desk/outbox/{late.public_id}/address", {"email": RIGHT})
    db.rollback()
    assert db.scalars(select(Registration.generation)).one() == before + 1


def test_a_mail_that_was_not_made_yet_is_corrected_too(
    organiser: InspectingClient, db: orm.Session, house: House, event: Event
) -> None:
    house.join(event, email=WRONG)
    waiting = mails_to(db, WRONG)
    assert organiser.send(f"/desk/outbox/{waiting[1].public_id}/address", {"email": RIGHT}).status_code == 303
    assert len(house.deliver()) == 2
    assert {one.recipient for one in house.bag.claims} == {RIGHT}


def test_two_people_do_not_get_one_address(
    organiser: InspectingClient, db: orm.Session, house: House, event: Event
) -> None:
    house.join(event, email=WRONG)
    house.join(event, email=RIGHT)
    (waiting, *_) = mails_to(db, WRONG)
    answer = organiser.send(f"/desk/outbox/{waiting.public_id}/address", {"email": RIGHT.upper()})
    assert answer.status_code == 200
    assert "Ten adres ma już inne zgłoszenie" in answer.text
    assert mails_to(db, WRONG)[0].state is MailState.WAITING


@pytest.mark.parametrize("typed", ["", "anna", "anna@gmail.com\r\nBcc: x@example.org", "a b@example.org"])
def test_what_is_no_address_is_refused(
    organiser: InspectingClient, db: orm.Session, house: House, event: Event, typed: str
) -> None:
    house.join(event, email=WRONG)
    (waiting, *_) = mails_to(db, WRONG)
    answer = organiser.send(f"/desk/outbox/{waiting.public_id}/address", {"email": typed})
    assert answer.status_code == 200
    assert mails_to(db, WRONG)[0].state is MailState.WAITING


def test_who_has_resigned_is_not_written_to_anew(
    organiser: InspectingClient, db: orm.Session, house: House, event: Event
) -> None:
    number = house.join(event, email=WRONG)
    house.deliver()
    house.resign(number)
    waiting = mails_to(db, WRONG)[-1]
    assert waiting.state is MailState.WAITING
    answer = organiser.send(f"/desk/outbox/{waiting.public_id}/address", {"email": RIGHT})
    assert "To zgłoszenie zostało już" in answer.text
    assert mails_to(db, RIGHT) == []


def test_what_has_left_or_is_nobodys_here_is_refused_by_name(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    sent = mails.mail(db, 1, organisation_id=owner.id, state=MailState.SENT)
    elsewhere = mails.mail(db, 2, organisation_id=owner.id, kind="desk.undelivered")
    db.commit()
    for row, words in ((sent, "została już wysłana"), (elsewhere, "zmienia się go tam, gdzie został podany")):
        answer = organiser.get(f"/desk/outbox/{row.public_id}/address")
        assert answer.status_code == 409
        assert words in answer.text.replace("\xa0", " ")
    assert "Popraw adres" not in organiser.get(f"/desk/outbox/{elsewhere.public_id}").text


def test_a_recipient_of_a_mailing_is_corrected_in_its_list(
    organiser: InspectingClient, db: orm.Session, app: Flask, event: Event
) -> None:
    mailing = mailings.mailing(db, event=event)
    one, other = mailings.recipient(db, mailing, WRONG), mailings.recipient(db, mailing)
    db.commit()
    with app.app_context(), writing() as session:
        send_mailing(session, mailing.id, 2, PROGRAM, now=clock.now())
    (row,) = mails_to(db, WRONG)
    fail(db, [row])
    page = f"/desk/outbox/{row.public_id}/address"
    assert "na liście tej wysyłki" in organiser.get(page).text
    assert "jest już na liście" in organiser.send(page, {"email": other.email}).text
    assert organiser.send(page, {"email": RIGHT}).status_code == 303
    (fresh,) = mails_to(db, RIGHT)
    db.refresh(one)
    assert (one.email, one.email_key, one.outgoing_email_id) == (RIGHT, RIGHT, fresh.id)
    assert db.scalars(select(Recipient).where(Recipient.outgoing_email_id == row.id)).all() == []


def test_an_address_that_opted_out_is_not_invited_by_a_correction(
    organiser: InspectingClient, db: orm.Session, app: Flask, event: Event
) -> None:
    mailing = mailings.mailing(db, event=event)
    mailings.recipient(db, mailing, WRONG)
    mailings.opt_out(db, event.organisation_id, RIGHT)
    db.commit()
    with app.app_context(), writing() as session:
        send_mailing(session, mailing.id, 1, PROGRAM, now=clock.now())
    (row,) = mails_to(db, WRONG)
    answer = organiser.send(f"/desk/outbox/{row.public_id}/address", {"email": RIGHT})
    assert "zrezygnowano z zaproszeń" in answer.text.replace("\xa0", " ")
    assert mails_to(db, WRONG)[0].state is MailState.WAITING
