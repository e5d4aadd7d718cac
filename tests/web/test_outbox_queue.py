"""The desk's pages about the queue as a whole: when it ends, why nothing goes out, acts upon many mails."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select

from registration.accounts.models import AuditLine
from registration.config import MailSecurity
from registration.mailings.models import Mailing
from registration.outbox.models import Failure, MailRoute, MailState, Priority
from registration.partners.models import Organisation
from tests.factories import accounts, mailings, mails, trainings
from tests.factories.mails import NOW
from tests.houses import make_settings
from tests.pages import InspectingClient
from tests.statements import Statements


@pytest.fixture
def settings(tmp_path: Path) -> object:
    """An office whose mailbox takes a hundred an hour."""
    sending = {"mail_server": "127.0.0.1", "mail_security": MailSecurity.NONE, "mail_per_hour": 100}
    return make_settings(tmp_path / "instance", **sending)


@pytest.fixture
def owner(db: orm.Session) -> Organisation:
    """The organisation whose mail it is."""
    return trainings.organisation(db)


@pytest.fixture
def organiser(client: InspectingClient, db: orm.Session, owner: Organisation) -> InspectingClient:
    """A client with an organiser of the owner signed in."""
    accounts.sign_in(client, accounts.organiser(db, owner))
    return client


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    """Noon (14:00 in Poland) of 1 June 2026."""
    with time_machine.travel(NOW):
        yield


def queue(db: orm.Session, owner: Organisation, number: int, **values: object) -> None:
    """So many mails that wait."""
    for one in range(number):
        mails.mail(db, 1000 + one, **{"organisation_id": owner.id, **values})
    db.commit()


def test_the_list_and_the_desk_say_when_the_queue_ends(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    queue(db, owner, 250, priority=Priority.PROMPT)
    for page in ("/desk/outbox/", "/desk/"):
        told = organiser.get(page).text.replace("\xa0", " ")
        assert "Czeka 250 wiadomości." in told
        assert "poniedziałek, 1 czerwca 2026 r., godz. 16:00 (limit: 100 na godzinę)" in told


def test_an_events_page_says_when_its_own_mails_are_out(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    event = trainings.event(db, organisation=owner)
    queue(db, owner, 150, priority=Priority.PROMPT)
    mails.mail(db, 1, about_kind="event", about_id=event.id, priority=Priority.PROMPT, due_at=NOW)
    db.commit()
    told = organiser.get(f"/desk/outbox/event/{event.id}").text.replace("\xa0", " ")
    assert "Czeka 1 wiadomość." in told
    assert "godz. 15:00 (limit" in told


def test_a_short_queue_needs_no_forecast(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    queue(db, owner, 50, priority=Priority.PROMPT)
    assert "Ostatnia wyjdzie" not in organiser.get("/desk/outbox/").text


@pytest.fixture
def mailing(db: orm.Session, owner: Organisation) -> Mailing:
    """A mailing to two hundred addresses."""
    made = mailings.mailing(db, event=trainings.event(db, organisation=owner))
    for _ in range(200):
        mailings.recipient(db, made)
    db.commit()
    return made


def test_before_sending_the_pages_say_how_long_it_takes(
    organiser: InspectingClient, mailing: Mailing
) -> None:
    for step in ("check", "send"):
        told = organiser.get(f"/desk/mailings/{mailing.id}/{step}").text.replace("\xa0", " ")
        assert "Wysyłka potrwa ok. 2 godzin." in told  # 80, 80 and 40


def test_the_delivery_page_says_when_the_last_invitation_leaves(
    organiser: InspectingClient, mailing: Mailing
) -> None:
    page = f"/desk/mailings/{mailing.id}/send"
    organiser.send(page, {"number": 200})
    told = organiser.get(f"/desk/mailings/{mailing.id}/delivery").text.replace("\xa0", " ")
    assert "Czeka 200 wiadomości." in told
    assert "godz. 16:00 (limit" in told


def out_of_reach(db: orm.Session, failure: Failure, hours: float) -> None:
    """The server has taken nothing for so long."""
    since = NOW - timedelta(hours=hours)
    db.add(
        MailRoute(id=1, pauses=9, failing_since=since, failure=failure, last_error="ConnectionRefusedError")
    )
    db.commit()


def test_after_an_hour_the_desk_says_that_the_server_is_out_of_reach(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    queue(db, owner, 3)
    queue(db, trainings.organisation(db), 0)
    out_of_reach(db, Failure.CONNECTION, 1.5)
    for page in ("/desk/", "/desk/outbox/"):
        told = organiser.get(page).text.replace("\xa0", " ")
        assert "Nie można wysłać żadnej wiadomości" in told
        assert "Od 1 czerwca 2026 r., godz. 12:30: brak połączenia z serwerem poczty." in told
        assert "Czekają 3 wiadomości." in told


@pytest.mark.parametrize(
    ("failure", "hours", "told"),
    [(Failure.CONNECTION, 0.5, False), (Failure.ACCOUNT, 0.1, True), (Failure.TIMEOUT, 2, True)],
)
def test_what_mends_itself_is_told_after_an_hour_only(
    organiser: InspectingClient, db: orm.Session, failure: Failure, hours: float, told: bool
) -> None:
    out_of_reach(db, failure, hours)
    assert ("Nie można wysłać żadnej" in organiser.get("/desk/").text) is told


def test_reasons_are_told_in_words_and_can_be_filtered(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    failed = {"organisation_id": owner.id, "state": MailState.FAILED}
    unknown = mails.mail(db, 1, failure=Failure.ADDRESS, last_error="550 5.1.1 unknown", **failed)
    mails.mail(db, 2, failure=Failure.MAILBOX_FULL, **failed)
    db.commit()
    page = organiser.get("/desk/outbox/?failure=address+unknown").text
    assert "nie ma takiego adresu" in page
    assert "osoba1@" in page
    assert "osoba2@" not in page
    assert organiser.get("/desk/outbox/?failure=x").status_code == 400
    told = organiser.get(f"/desk/outbox/{unknown.public_id}").text.replace("\xa0", " ")
    assert "Nie ma takiej skrzynki. Trzeba sprawdzić, czy w adresie nie ma literówki" in told
    assert "550 5.1.1 unknown" in told


def test_all_that_a_filter_shows_are_sent_again(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    full = {"failure": Failure.MAILBOX_FULL, "organisation_id": owner.id}
    chosen = [mails.mail(db, one, state=MailState.FAILED, attempts=3, **full) for one in range(3)]
    other = mails.mail(db, 5, state=MailState.FAILED, failure=Failure.ADDRESS, organisation_id=owner.id)
    strange = mails.mail(db, 6, state=MailState.FAILED, failure=Failure.MAILBOX_FULL)
    db.commit()
    assert "Wyślij ponownie wszystkie (3)" in organiser.get("/desk/outbox/?failure=mailbox+full").text
    page = "/desk/outbox/all/again?failure=mailbox+full"
    told = organiser.get(page).text.replace("\xa0", " ")
    assert "Wysłać ponownie 3 wiadomości?" in told
    assert "Wybrano: skrzynka odbiorcy jest pełna." in told
    assert organiser.send(page, {}).status_code == 303
    for row in (*chosen, other, strange):
        db.refresh(row)
    assert {row.state for row in chosen} == {MailState.WAITING}
    assert {row.attempts for row in chosen} == {0}
    assert (other.state, strange.state) == (MailState.FAILED, MailState.FAILED)
    lines = db.scalars(select(AuditLine.thing_id).where(AuditLine.action == "email.sent again"))
    assert sorted(lines) == sorted(row.id for row in chosen)


def test_all_that_a_filter_shows_are_given_up(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    rows = [mails.mail(db, one, kind="mailings.invitation", organisation_id=owner.id) for one in range(2)]
    sent = mails.mail(db, 5, kind="mailings.invitation", organisation_id=owner.id, state=MailState.SENT)
    db.commit()
    page = "/desk/outbox/all/drop?kind=mailings"
    assert "Zaniechać wysłania 2 wiadomości?" in organiser.get(page).text.replace("\xa0", " ")
    assert organiser.send(page, {}).status_code == 303
    for row in (*rows, sent):
        db.refresh(row)
    assert [row.state for row in (*rows, sent)] == [MailState.DROPPED] * 2 + [MailState.SENT]


def test_the_pages_statements_do_not_grow_with_the_queue(
    app: Flask, organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    queue(db, owner, 120, priority=Priority.PROMPT)
    with Statements(app) as few:
        organiser.get("/desk/outbox/")
    for one in range(300):
        db.add(mails.mail(db, 5000 + one, organisation_id=owner.id, priority=Priority.BULK))
    db.commit()
    with Statements(app) as many:
        organiser.get("/desk/outbox/")
    assert len(many) == len(few)


def test_mails_that_recipients_servers_put_off_are_not_blamed_on_our_limit(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    put_off = {"failure": Failure.MAILBOX_FULL, "last_error": "452 4.2.2", "due_at": NOW + timedelta(hours=3)}
    queue(db, owner, 2, **put_off)
    assert "limit: 100" not in organiser.get("/desk/").text.replace("\xa0", " ")


def test_no_time_is_promised_while_the_server_takes_nothing(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    db.add(MailRoute(id=1, failing_since=NOW - timedelta(minutes=5), failure=Failure.CONNECTION))
    queue(db, owner, 250, priority=Priority.PROMPT)
    assert "limit: 100" not in organiser.get("/desk/").text.replace("\xa0", " ")
