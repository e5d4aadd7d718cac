"""The desk's pages about mail: what is shown to whom, with which secrets cut, and what can be done."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event as sql_event
from sqlalchemy import orm, select

from registration.accounts.models import AuditLine
from registration.config import MailSecurity
from registration.extensions import db as database
from registration.outbox.mime import Rendered, build
from registration.outbox.models import MailState, OutgoingEmail
from registration.partners.models import Organisation
from tests.factories import accounts, mails, trainings
from tests.factories.mails import NOW
from tests.houses import make_settings
from tests.pages import InspectingClient

SECRET = "abcdefghijklmnopqrstuvwxyz"
LINK = f"http://localhost/sign-up/my/k7mx4pq9abcd{SECRET}"


def content(**values: object) -> bytes:
    """A frozen mail with a personal link and an invitation."""
    rendered = Rendered(
        "Zgłoszenie przyjęto",
        f"Szanowni Państwo,\n\n{LINK}\n",
        f'<h1>Łódź</h1><p style="color:red"><a href="{LINK}">x</a></p>',
    )
    return build(mails.email(calendar=mails.request(), unsubscribe=LINK), rendered, mails.envelope())


@pytest.fixture
def owner(db: orm.Session) -> Organisation:
    """The organisation whose mail it is."""
    return trainings.organisation(db)


@pytest.fixture
def sent(db: orm.Session, owner: Organisation) -> OutgoingEmail:
    """A mail that was sent."""
    values = {"content": content(), "subject": "Zgłoszenie przyjęto", "state": MailState.SENT, "sent_at": NOW}
    return mails.mail(db, kind="signup.confirmation", organisation_id=owner.id, **values)


@pytest.fixture
def organiser(client: InspectingClient, db: orm.Session, owner: Organisation) -> InspectingClient:
    """A client with an organiser of the owner signed in."""
    accounts.sign_in(client, accounts.organiser(db, owner))
    return client


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    """Noon of 1 June 2026."""
    with time_machine.travel(NOW):
        yield


def test_the_list_says_what_became_of_each_mail(
    organiser: InspectingClient, db: orm.Session, sent: OutgoingEmail
) -> None:
    failed = {
        "state": MailState.FAILED,
        "last_error": "550 no such user",
        "organisation_id": sent.organisation_id,
    }
    mails.mail(db, 2, **failed)
    mails.mail(db, 3, last_error="451 later", organisation_id=sent.organisation_id)
    db.commit()
    page = organiser.get("/desk/outbox/").text
    assert "<h1>3 wiadomości</h1>" in page
    for words in (
        "Zgłoszenie przyjęto",
        "wysłana",
        "niedostarczona",
        "550 no such user",
        "odłożona",
        "(jeszcze nienapisana)",
    ):
        assert words in page


def test_the_list_is_filtered_by_its_address(
    organiser: InspectingClient, db: orm.Session, sent: OutgoingEmail
) -> None:
    mails.mail(db, 2, state=MailState.FAILED, kind="invites.change", organisation_id=sent.organisation_id)
    db.commit()
    for query, shown in (
        ("state=failed", 2),
        ("kind=signup", 1),
        ("kind=invites", 2),
        ("state=failed&kind=signup", 0),
    ):
        page = organiser.get(f"/desk/outbox/?{query}").text
        assert re.findall(r"osoba(\d)@gmina", page) == ([str(shown)] if shown else []), query
    for query in ("state=unknown", "search=unknown", "search=osoba1%40"):
        assert organiser.get(f"/desk/outbox/?{query}").status_code == 400


@pytest.mark.parametrize(("typed", "shown"), [("OSOBA1@", 1), (" osoba2@gmina.example.org ", 2), ("%", 0)])
def test_a_recipient_is_searched_for_without_their_address_in_any_url(
    organiser: InspectingClient, db: orm.Session, sent: OutgoingEmail, typed: str, shown: int
) -> None:
    mails.mail(db, 2, state=MailState.FAILED, kind="invites.change", organisation_id=sent.organisation_id)
    db.commit()
    found = organiser.send("/desk/outbox/", {"recipient": typed, "state": "", "kind": ""})
    assert re.fullmatch(r"/desk/outbox/\?search=[0-9a-f]{16}", found.location)
    page = organiser.get(found.location).text
    assert re.findall(r"<br><span|osoba(\d)@gmina[^<]*<br", page)[:1] == ([str(shown)] if shown else [])
    assert not re.findall(r'(?:href|action)="[^"]*osoba', page, re.IGNORECASE)
    assert f'value="{typed.strip()}"' in page


def test_giving_up_all_that_were_found_is_about_these_very_ones(
    app: Flask, organiser: InspectingClient, db: orm.Session, sent: OutgoingEmail
) -> None:
    failed = {"state": MailState.FAILED, "organisation_id": sent.organisation_id}
    one, other = mails.mail(db, 2, **failed), mails.mail(db, 3, **failed)
    db.commit()
    found = organiser.send("/desk/outbox/", {"recipient": "osoba2@"})
    key = found.location.partition("?")[2]
    organiser.send("/desk/outbox/", {"recipient": "osoba3@"})
    organiser.send(f"/desk/outbox/all/drop?{key}", {})
    db.rollback()
    states = [db.get_one(OutgoingEmail, row.id, populate_existing=True).state for row in (one, other)]
    assert states == [MailState.DROPPED, MailState.FAILED]


def test_the_number_of_statements_does_not_grow_with_the_mails(
    app: Flask, organiser: InspectingClient, db: orm.Session, sent: OutgoingEmail
) -> None:
    with counting(app) as few:
        organiser.get("/desk/outbox/")
    for number in range(10, 70):
        mails.mail(db, number, organisation_id=sent.organisation_id)
    db.commit()
    with counting(app) as many:
        page = organiser.get("/desk/outbox/").text
    assert many.number == few.number
    assert "page=2" in page
    assert organiser.get("/desk/outbox/?page=2").text.count("@gmina") == 11


class counting:  # noqa: N801 - reads as a verb
    """Counts the statements of a block."""

    def __init__(self, app: Flask) -> None:
        self.app, self.number = app, 0

    def __enter__(self) -> "counting":
        with self.app.app_context():
            self.engine = database.engine
        sql_event.listen(self.engine, "before_cursor_execute", self.count)
        return self

    def __exit__(self, *_problem: object) -> None:
        sql_event.remove(self.engine, "before_cursor_execute", self.count)

    def count(self, *_statement: object) -> None:
        self.number += 1


def test_a_mails_page_shows_its_source_without_the_keys_to_a_registration(
    organiser: InspectingClient, sent: OutgoingEmail, db: orm.Session
) -> None:
    db.commit()
    answer = organiser.get(f"/desk/outbox/{sent.public_id}")
    for words in (
        "/sign-up/my/k7mx4pq9abcd•••",
        "Szanowni Państwo",
        "Subject: Zgłoszenie przyjęto",
        "SUMMARY:Szkolenie",
        "invite.ics",
    ):
        assert words in answer.text
    assert SECRET not in answer.text
    assert "secret-uid" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_picture_is_a_strangers_page_in_a_sandbox(
    organiser: InspectingClient, sent: OutgoingEmail, db: orm.Session
) -> None:
    db.commit()
    answer = organiser.get(f"/desk/outbox/{sent.public_id}/preview")
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "<h1>Łódź</h1>" in answer.text
    assert SECRET not in answer.text


def test_a_mail_that_is_not_written_yet_says_so(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    row = mails.mail(db, organisation_id=owner.id)
    db.commit()
    assert "Treść powstaje w chwili wysyłania" in organiser.get(f"/desk/outbox/{row.public_id}").text
    assert organiser.get(f"/desk/outbox/{row.public_id}/preview").status_code == 404


def test_an_erased_mail_says_so(organiser: InspectingClient, db: orm.Session, owner: Organisation) -> None:
    row = mails.mail(db, organisation_id=owner.id, recipient="", state=MailState.SENT)
    db.commit()
    assert "zostały usunięte" in organiser.get(f"/desk/outbox/{row.public_id}").text


def test_without_a_mail_server_every_page_says_loudly_that_nothing_is_sent(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    event = trainings.event(db, organisation=owner)
    row = mails.mail(
        db,
        organisation_id=owner.id,
        state=MailState.SENT,
        filed_as="x.eml",
        about_kind="event",
        about_id=event.id,
    )
    db.commit()
    for path in ("/desk/outbox/", f"/desk/outbox/{row.public_id}", f"/desk/outbox/event/{event.id}"):
        page = organiser.get(path).text
        assert "Poczta nie jest wysyłana" in page
        assert "zapisana w pliku, niewysłana" in page


class TestWithServer:
    """Where mail goes out."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> object:
        return make_settings(tmp_path / "instance", mail_server="127.0.0.1", mail_security=MailSecurity.NONE)

    def test_there_is_no_warning(self, organiser: InspectingClient) -> None:
        assert "Poczta nie jest wysyłana" not in organiser.get("/desk/outbox/").text


def test_a_failed_mail_is_sent_again_and_the_audit_trail_says_by_whom(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    row = mails.mail(db, organisation_id=owner.id, state=MailState.FAILED, last_error="550", attempts=3)
    db.commit()
    page = f"/desk/outbox/{row.public_id}"
    answer = organiser.send(f"{page}/send-again", {}, form_at=page)
    assert answer.status_code == 303
    db.refresh(row)
    assert (row.state, row.attempts) == (MailState.WAITING, 0)
    assert "Wiadomość zostanie wysłana za chwilę." in organiser.get(page).text
    (line,) = db.scalars(select(AuditLine).where(AuditLine.thing_kind == "email"))
    assert (line.action, line.thing_id, line.organisation_id) == ("email.sent again", row.id, owner.id)


def test_giving_up_has_a_page_that_names_its_effect(
    organiser: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    row = mails.mail(db, organisation_id=owner.id, subject="Zaproszenie")
    db.commit()
    page = f"/desk/outbox/{row.public_id}/drop"
    assert "„Zaproszenie” nie zostanie wysłana na adres osoba1@gmina.example.org" in organiser.get(page).text
    assert organiser.send(page, {}).status_code == 303
    db.refresh(row)
    assert row.state is MailState.DROPPED


def test_what_was_sent_cannot_be_given_up_or_sent_twice(
    organiser: InspectingClient, db: orm.Session, sent: OutgoingEmail
) -> None:
    waiting = mails.mail(db, 2, organisation_id=sent.organisation_id)
    db.commit()
    token = organiser.token(f"/desk/outbox/{waiting.public_id}")
    for act in ("send-again", "drop"):
        answer = organiser.post(f"/desk/outbox/{sent.public_id}/{act}", data={"csrf_token": token})
        assert answer.status_code == 409
        assert "została już wysłana" in answer.text


Sees = Callable[[orm.Session, Organisation, OutgoingEmail], object]


@pytest.mark.parametrize("path", ["", "/preview", "/drop"])
def test_another_organisations_mail_does_not_exist(
    client: InspectingClient, db: orm.Session, sent: OutgoingEmail, path: str
) -> None:
    accounts.sign_in(client, accounts.organiser(db, trainings.organisation(db)))
    assert client.get(f"/desk/outbox/{sent.public_id}{path}").status_code == 404
    assert "Zgłoszenie przyjęto" not in client.get("/desk/outbox/").text


def test_mails_of_accounts_are_seen_by_administrators_only(
    client: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    row = mails.mail(db, kind="accounts.reset")
    accounts.sign_in(client, accounts.organiser(db, owner))
    assert client.get(f"/desk/outbox/{row.public_id}").status_code == 403
    assert row.recipient not in client.get("/desk/outbox/").text
    accounts.sign_in(client, accounts.administrator(db))
    assert client.get(f"/desk/outbox/{row.public_id}").status_code == 200
    assert row.recipient in client.get("/desk/outbox/").text


def test_a_coordinator_sees_that_an_events_mails_went_but_not_what_they_say(
    client: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    event = trainings.event(db, organisation=owner)
    row = mails.mail(db, about_kind="event", about_id=event.id, organisation_id=owner.id, subject="Temat")
    accounts.sign_in(client, accounts.coordinator(db, event))
    page = client.get(f"/desk/outbox/event/{event.id}").text
    assert "Temat" in page
    assert row.public_id not in page
    assert client.get(f"/desk/outbox/{row.public_id}").status_code == 403
    assert client.get("/desk/outbox/").status_code == 403


def test_door_staff_do_not_read_addresses(
    client: InspectingClient, db: orm.Session, owner: Organisation
) -> None:
    event = trainings.event(db, organisation=owner)
    accounts.sign_in(client, accounts.door_staff(db, event))
    assert client.get(f"/desk/outbox/event/{event.id}").status_code == 403
