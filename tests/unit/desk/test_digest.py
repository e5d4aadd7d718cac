"""Organisers hear of what was not delivered: together, seldom, never about the hearing itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select

from registration.desk.outbox import digest
from registration.outbox.models import Failure, MailRoute, MailState, OutgoingEmail
from registration.outbox.rendering import render
from registration.partners.models import Organisation
from registration.web.site import site
from tests.factories import accounts, mails, trainings
from tests.factories.mails import NOW

HOURS = timedelta(hours=1)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    """Noon of 1 June 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def owner(db: orm.Session) -> Organisation:
    """An institution with the office biuro@example.org."""
    return trainings.organisation(db)


def failed(db: orm.Session, owner: Organisation, number: int, **values: object) -> OutgoingEmail:
    """A mail of the institution that failed at noon."""
    base = {"organisation_id": owner.id, "state": MailState.FAILED, "failure": Failure.ADDRESS, "due_at": NOW}
    return mails.mail(db, number, **{**base, **values})


def digests(db: orm.Session) -> list[OutgoingEmail]:
    """Those that were written, in their order."""
    wanted = select(OutgoingEmail).where(OutgoingEmail.kind == digest.KIND).order_by(OutgoingEmail.id)
    return list(db.scalars(wanted))


def tell(db: orm.Session, now: datetime = NOW) -> int:
    """One round."""
    return digest.tell_organisers(db, now=now)


def test_one_mail_tells_each_organiser_of_all_failures(db: orm.Session, owner: Organisation) -> None:
    people = [accounts.organiser(db, owner), accounts.organiser(db, owner)]
    accounts.organiser(db, trainings.organisation(db))
    for number in range(5):
        failed(db, owner, number)
    assert tell(db) == 2
    assert [one.recipient for one in digests(db)] == [one.email for one in people]
    assert tell(db, NOW + digest.EVERY) == 0


def test_an_institution_without_organisers_is_told_at_its_office(
    db: orm.Session, owner: Organisation
) -> None:
    failed(db, owner, 1)
    assert tell(db) == 1
    assert digests(db)[0].recipient == "biuro@example.org"


def test_new_failures_wait_until_four_hours_after_the_last_digest(
    db: orm.Session, owner: Organisation
) -> None:
    failed(db, owner, 1)
    tell(db)
    failed(db, owner, 2)
    failed(db, trainings.organisation(db), 3)
    assert tell(db, NOW + HOURS) == 1  # the other institution has not heard yet
    assert tell(db, NOW + digest.EVERY) == 1
    assert len(digests(db)[-1].context["mails"]) == 1


def test_a_digest_that_fails_is_told_to_nobody(db: orm.Session, owner: Organisation) -> None:
    failed(db, owner, 1)
    tell(db)
    (own,) = digests(db)
    own.state, own.failure = MailState.FAILED, Failure.ADDRESS
    db.flush()
    assert tell(db, NOW + 24 * HOURS) == 0


def test_what_was_put_off_for_hours_is_told_before_it_is_given_up(
    db: orm.Session, owner: Organisation
) -> None:
    values = {"state": MailState.WAITING, "failure": Failure.MAILBOX_FULL, "tried_since": NOW}
    failed(db, owner, 1, **values)
    assert tell(db, NOW + digest.PUT_OFF - timedelta(minutes=1)) == 0
    assert tell(db, NOW + digest.PUT_OFF) == 1


def test_nothing_is_told_while_no_mail_can_go_out(db: orm.Session, owner: Organisation) -> None:
    failed(db, owner, 1)
    db.add(MailRoute(id=1, failing_since=NOW, failure=Failure.CONNECTION))
    db.flush()
    assert tell(db) == 0


def test_mails_of_accounts_and_old_failures_are_no_news(db: orm.Session, owner: Organisation) -> None:
    failed(db, owner, 1, organisation_id=None)
    failed(db, owner, 2, due_at=NOW - digest.NEWS_FOR)
    assert tell(db) == 0


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("pl", "Nie doręczono 3 wiadomości", "Szkolenie z RODO: nie ma takiego adresu (2)"),
        ("en", "3 e-mails were not delivered", "Szkolenie z RODO: address unknown (2)"),
    ],
)
def test_the_digest_counts_by_event_and_reason_and_names_nobody(
    app: Flask, db: orm.Session, owner: Organisation, language: str, subject: str, words: str
) -> None:
    accounts.organiser(db, owner, language=language)
    event = trainings.event(db, organisation=owner, title="Szkolenie z RODO")
    for number in (1, 2):
        failed(db, owner, number, about_kind="event", about_id=event.id)
    failed(db, owner, 3, state=MailState.WAITING, failure=Failure.MAILBOX_FULL, tried_since=NOW - 5 * HOURS)
    tell(db)
    email = digest.render(db, digests(db)[0], site(), NOW)
    assert email is not None
    written = render(email)
    assert written.subject.startswith(subject)
    for part in (written.text, written.html):
        assert words in part.replace("\xa0", " ")
        assert "/desk/outbox/?state=failed" in part
        assert "osoba" not in part


def test_a_digest_whose_mails_have_left_since_is_not_sent(db: orm.Session, owner: Organisation) -> None:
    row = failed(db, owner, 1)
    tell(db)
    row.state, row.failure = MailState.SENT, None
    db.flush()
    assert digest.render(db, digests(db)[0], site(), NOW) is None
