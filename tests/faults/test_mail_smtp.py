"""What the outbox does with an SMTP server's whims: each mail leaves once, is tried again, or fails visibly."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select

from registration.config import MailSecurity, Settings
from registration.core import clock
from registration.extensions import mail as flask_mail
from registration.outbox import backoff, deliver, route, services
from registration.outbox.deliver import LEASE, Tally
from registration.outbox.models import Failure, MailState, OutgoingEmail, Priority
from registration.outbox.tasks import carrier
from registration.web.site import site
from registration.web.writing import writing
from tests.factories import mails
from tests.faults.smtp_server import DROP, SmtpServer
from tests.houses import make_settings


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    """A server that takes everything."""
    with SmtpServer() as running:
        yield running


@pytest.fixture
def settings(tmp_path, server: SmtpServer) -> Settings:  # type: ignore[no-untyped-def]
    """An installation that sends by it."""
    sending = {"mail_server": "127.0.0.1", "mail_port": server.port, "mail_security": MailSecurity.NONE}
    return make_settings(tmp_path / "instance", mail_sender="zapisy@example.org", **sending)


@pytest.fixture
def at_noon(app: Flask) -> Iterator[time_machine.Traveller]:
    """Noon of 1 June 2026, within the application; time stands still unless moved."""
    mails.use_samples(app)
    with app.app_context(), time_machine.travel(mails.NOW, tick=False) as clock_hand:
        yield clock_hand


def enqueue(*numbers: int, **values: object) -> None:
    """Mails to osoba<number>@…"""
    with writing() as db:
        for number in numbers:
            services.enqueue(db, mails.draft(number, **values), now=clock.now())


def send() -> Tally:
    """One run of the delivery."""
    return deliver.drain(carrier(), site())


def states(db: orm.Session) -> list[MailState]:
    """The states of all mails in their order."""
    db.rollback()
    return list(db.scalars(select(OutgoingEmail.state).order_by(OutgoingEmail.id)))


def row(db: orm.Session, number: int = 1) -> OutgoingEmail:
    """One mail as it is now."""
    db.rollback()
    db.expire_all()
    return db.scalars(select(OutgoingEmail).where(OutgoingEmail.dedupe_key == f"sample:{number}")).one()


def test_a_mail_is_sent_once_over_one_connection(
    server: SmtpServer, at_noon: object, db: orm.Session
) -> None:
    enqueue(*range(25))
    assert send() == Tally(sent=25)
    assert send() == Tally()
    assert server.connections == 1
    assert sorted(address for address, _ in server.taken) == sorted(
        f"osoba{n}@gmina.example.org" for n in range(25)
    )
    assert set(states(db)) == {MailState.SENT}
    assert row(db).sent_at == mails.NOW
    assert row(db).content is not None


def test_the_bytes_on_the_wire_are_the_frozen_ones(
    server: SmtpServer, at_noon: object, db: orm.Session
) -> None:
    enqueue(1)
    send()
    assert server.taken[0][1].rstrip(b"\r\n") == (row(db).content or b"").rstrip(b"\r\n")


def test_flask_mail_records_what_leaves(server: SmtpServer, at_noon: object) -> None:
    enqueue(1)
    with flask_mail.record_messages() as sent:
        send()
    assert [message.subject for message in sent] == ["Zgłoszenie przyjęto: Szkolenie w Łodzi"]
    assert sent[0].as_bytes().rstrip() == server.taken[0][1].rstrip()
    assert "Szanowni" in sent[0].as_string()


def test_prompt_mails_go_before_bulk_ones(server: SmtpServer, at_noon: object) -> None:
    enqueue(1, 2, priority=Priority.BULK)
    enqueue(3, priority=Priority.PROMPT)
    enqueue(4)
    send()
    assert [address[5] for address, _ in server.taken] == ["3", "4", "1", "2"]


def test_4xx_is_tried_again_later_with_the_same_bytes(
    server: SmtpServer, at_noon: time_machine.Traveller, db: orm.Session
) -> None:
    server.data = lambda address: "451 try later"
    enqueue(1)
    assert send() == Tally(postponed=1)
    found = row(db)
    assert (found.state, found.last_error) == (MailState.WAITING, "451 try later")
    assert mails.NOW < found.due_at <= mails.NOW + backoff.FIRST
    before = found.content
    assert send() == Tally()
    server.data = lambda address: None
    at_noon.shift(timedelta(minutes=2))
    assert send() == Tally(sent=1)
    assert server.taken[0][1].rstrip() == (before or b"").rstrip()
    assert (row(db).state, row(db).attempts, row(db).last_error) == (MailState.SENT, 2, "")


def test_one_refused_recipient_does_not_hold_up_the_others(
    server: SmtpServer, at_noon: object, db: orm.Session
) -> None:
    server.recipient = lambda address: "550 5.1.1 no such user" if address.startswith("osoba2@") else None
    enqueue(1, 2, 3)
    assert send() == Tally(sent=2, failed=1)
    assert states(db) == [MailState.SENT, MailState.FAILED, MailState.SENT]
    assert row(db, 2).last_error == "550 5.1.1 no such user"
    assert server.connections == 1


def test_5xx_after_the_content_is_final(server: SmtpServer, at_noon: object, db: orm.Session) -> None:
    server.data = lambda address: "554 looks like spam"
    enqueue(1)
    assert send() == Tally(failed=1)
    assert row(db).last_error == "554 looks like spam"


def test_a_mail_in_which_the_connection_is_cut_waits_and_the_others_go(
    server: SmtpServer, at_noon: time_machine.Traveller, db: orm.Session
) -> None:
    server.data = lambda address: DROP if address.startswith("osoba1@") else None
    enqueue(1, 2)
    assert send() == Tally(sent=1, postponed=1)
    assert states(db) == [MailState.WAITING, MailState.SENT]
    assert row(db).failure is Failure.CUT
    server.data = lambda address: None
    at_noon.shift(timedelta(minutes=2))
    assert send() == Tally(sent=1)
    assert len(set(server.message_ids)) == 2


def test_connections_that_are_cut_one_after_another_are_the_servers_fault(
    server: SmtpServer, at_noon: time_machine.Traveller, db: orm.Session
) -> None:
    server.data = lambda address: DROP
    enqueue(*range(9))
    tally = send()
    assert (tally.postponed, tally.out_of_reach) == (deliver.MOST_BREAKS, True)
    assert send() == Tally(again_at=tally.again_at)
    server.data = lambda address: None
    at_noon.shift(timedelta(minutes=2))
    assert send() == Tally(sent=9)


def test_an_outage_delays_and_loses_nothing(
    server: SmtpServer, at_noon: time_machine.Traveller, db: orm.Session
) -> None:
    server.stop()
    enqueue(*range(12))
    tries = 0
    for _ in range(30):
        tries += send().out_of_reach
        at_noon.shift(timedelta(minutes=1))
    assert set(states(db)) == {MailState.WAITING}
    assert 6 <= tries <= 9
    server.start()
    at_noon.shift(route.OUTAGE[1])
    assert send() == Tally(sent=12)


def test_after_five_days_a_mail_is_given_up_and_shown(
    server: SmtpServer, at_noon: time_machine.Traveller, db: orm.Session
) -> None:
    server.data = lambda address: "452 disk full"
    enqueue(1)
    attempts = 0
    while row(db).state is MailState.WAITING:
        attempts += send().postponed
        at_noon.shift(timedelta(hours=4))
    assert row(db).state is MailState.FAILED
    assert clock.now() - mails.NOW >= backoff.PATIENCE
    assert attempts == row(db).attempts >= 30
    assert row(db).last_error == "452 disk full"


def test_a_server_that_says_goodbye_is_left_and_asked_again(
    server: SmtpServer, at_noon: time_machine.Traveller, db: orm.Session
) -> None:
    server.recipient = lambda address: "421 shutting down"
    enqueue(1, 2)
    tally = send()
    assert (tally.postponed, tally.again_at) == (1, mails.NOW + route.SLOWER[0])
    assert send() == Tally(again_at=tally.again_at)
    server.recipient = lambda address: None
    at_noon.shift(route.SLOWER[0])
    assert send() == Tally(sent=2)


def test_a_lease_that_ran_out_is_taken_over_and_the_late_answer_changes_nothing(
    server: SmtpServer, at_noon: time_machine.Traveller, db: orm.Session
) -> None:
    enqueue(1)
    with writing() as session:
        deliver.claim(session, site(), now=clock.now(), owner="the one that died")
    assert send() == Tally()
    at_noon.shift(LEASE)
    assert send() == Tally(sent=1)
    assert (row(db).state, row(db).attempts, row(db).lease_owner) == (MailState.SENT, 2, "")


def test_a_worker_that_is_asked_to_stop_gives_its_mails_back(
    server: SmtpServer, at_noon: object, db: orm.Session
) -> None:
    enqueue(*range(5))
    answers = iter([False, False, False])
    tally = deliver.drain(carrier(), site(), stop=lambda: next(answers, True))
    assert tally == Tally(sent=2)
    assert sorted(states(db)) == [MailState.SENT] * 2 + [MailState.WAITING] * 3
    assert {
        mail.attempts for mail in db.scalars(select(OutgoingEmail).where(OutgoingEmail.state == "waiting"))
    } == {0}
    assert send() == Tally(sent=3)


def test_no_mail_is_begun_that_could_outlast_its_lease(
    server: SmtpServer, at_noon: time_machine.Traveller, db: orm.Session
) -> None:
    enqueue(1, 2)

    def slowly(address: str) -> None:
        at_noon.shift(LEASE)

    server.data = slowly
    tally = deliver.drain(carrier(), site(), limit=1)
    assert tally == Tally(sent=1)
    assert states(db) == [MailState.SENT, MailState.WAITING]
