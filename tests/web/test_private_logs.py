"""Whatever happens, no name, address or token stands in a log, and none in an address of the desk."""

import logging
import re

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text

from registration.outbox import deliver
from registration.outbox.carrier import Claim, Refused
from registration.outbox.models import Failure
from registration.signup.views import personal
from registration.web.site import site
from tests import factories
from tests.factories import accounts
from tests.factories.signup import ANSWERS, sign_up
from tests.factories.trainings import NOON
from tests.letters import Bag

SECRETS = ("Grażyna", "Żółć", "Łęcka", "grazyna", "warta.example", "600 000 000", "Pętla", "inspektorka")


@pytest.fixture(autouse=True)
def early_june():
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Everything that anything logs, at DEBUG, with tracebacks."""
    caplog.set_level(logging.DEBUG)
    for name in ("registration", "flask_limiter", "sqlalchemy.engine"):
        caplog.set_level(logging.DEBUG if name != "sqlalchemy.engine" else logging.WARNING, logger=name)
    return caplog


def assert_private(logged: pytest.LogCaptureFixture, *tokens: str) -> None:
    handler = logging.Formatter("%(name)s %(levelname)s %(message)s")
    text = "\n".join(handler.format(record) for record in logged.records)
    for secret in (*SECRETS, *tokens):
        assert secret not in text, secret
    assert not re.search(r"[a-z2-9]{12}[a-z2-7]{26}", text)


def test_a_whole_sign_up_and_its_errors_log_nothing_of_the_person(
    client, app: Flask, db, logged, personal_link, monkeypatch
):
    event = factories.event(db, capacity=2)
    db.commit()
    answers = {"needs": "Pętla indukcyjna"}
    client.send(f"/sign-up/{event.slug}", {**ANSWERS, **answers, "step": "review"})
    confirmation = sign_up(client, event.slug, **answers)
    client.get(confirmation.location)
    sign_up(client, event.slug, submission_key="second-submission-key")
    link = personal_link(db)
    token = link.rpartition("/")[2]
    client.get(link)
    client.send(f"{link}/change", {**ANSWERS, "post": "inspektorka główna"})
    client.send(f"{link}/resign", {})
    client.send(f"{link}/undo", {}, form_at=link)
    client.send("/sign-up/link", {"email": ANSWERS["email"]})
    client.get(f"/sign-up/my/{token[:-1]}")
    client.get(f"/sign-up/my/{token}/nie-ma")
    client.post(f"{link}/resign", data={"csrf_token": "zepsuty"})
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(personal.story, "mails", broken)
    assert client.get(link).status_code == 500
    assert "unforeseen error" in logged.text
    assert_private(logged, token, confirmation.location.rpartition("/")[2])


def broken(registration: object) -> None:
    raise RuntimeError("something unforeseen")


def test_a_refused_mail_and_a_broken_database_log_nothing_of_the_person(client, app: Flask, db, logged):
    event = factories.event(db)
    db.commit()
    sign_up(client, event.slug)
    with app.app_context():
        deliver.drain(Refusing(), site())
    assert_private(logged)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    rename(db, "reference", "lost")
    try:
        answer = sign_up_without_reading(client, event.slug)
    finally:
        rename(db, "lost", "reference")
    assert answer.status_code >= 400
    assert_private(logged)


def rename(db, column, name):
    """Let the database refuse what is inserted, with an error of its own that knows the statement and its values."""
    db.execute(text(f"ALTER TABLE registrations RENAME COLUMN {column} TO {name}"))
    db.commit()


def sign_up_without_reading(client, slug):
    return sign_up(
        client, slug, email="druga.grazyna@warta.example.pl", submission_key="other-submission-key"
    )


class Refusing(Bag):
    """A server that says whom it does not know."""

    def send(self, claim: Claim) -> str:
        raise refusal(claim.recipient)


def refusal(address: str) -> Exception:
    return Refused(f"550 5.1.1 <{address}>: no such user here", Failure.ADDRESS)


def test_no_address_of_the_desk_holds_somebody_s_e_mail_or_name(client, db):
    event = factories.event(db)
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    sign_up(client, event.slug)
    pages = [f"/desk/participants/{event.id}", f"/desk/participants/{event.id}/1", "/desk/outbox/"]
    pages += [f"/desk/outbox/event/{event.id}", f"/desk/trainings/{event.id}"]
    for path in pages:
        found = re.findall(r'(?:href|action|src)="([^"]+)"', client.get(path).text)
        assert found, path
        for address in found:
            if not address.startswith("mailto:"):
                assert not re.search("grazyna|Gra|warta|@", address.removeprefix("http://localhost")), address
