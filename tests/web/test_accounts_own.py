"""One's own account: name, password, second factor."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm

from registration.accounts.models import User
from registration.core import clock
from tests.factories import accounts as factory
from tests.factories import organisation
from tests.pages import InspectingClient
from tests.web.accounts_seen import (
    NEW,
    another_client,
    look_again,
    mails,
    noted,
)


@pytest.fixture(autouse=True)
def quick(app: Flask) -> None:
    """Hashes that cost little."""
    factory.hash_quickly(app)


@pytest.fixture
def organiser(db: orm.Session) -> User:
    """Somebody who can sign in."""
    return factory.organiser(db, organisation(db))


def test_name_and_language_are_changed_and_noted(
    client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    factory.sign_in(client, organiser)
    client.send("/account/", {"name": "  Anna   Nowak ", "language": "en"})
    look_again(db)
    assert (organiser.name, organiser.language) == ("Anna Nowak", "en")
    (line,) = noted(db)
    assert (line.action, line.actor_id) == ("account.changed", organiser.id)
    assert line.after == {"name": "Anna Nowak", "language": "en"}


def test_nothing_is_noted_where_nothing_was_changed(
    client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    factory.sign_in(client, organiser)
    client.send("/account/", {"name": organiser.name, "language": organiser.language})
    assert noted(db) == []


def test_another_password_keeps_this_session_and_ends_the_others(
    app: Flask, client: InspectingClient, organiser: User
) -> None:
    elsewhere = another_client(app)
    factory.sign_in(elsewhere, organiser)
    factory.sign_in(client, organiser)
    answer = client.send("/account/password", {"present": factory.PASSWORD, "password": NEW})
    assert answer.location == "/account/"
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_the_present_password_must_be_right(
    client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    factory.sign_in(client, organiser)
    answer = client.send("/account/password", {"present": "nie to hasło", "password": NEW})
    assert "Hasło jest nieprawidłowe." in answer.text
    look_again(db)
    assert noted(db) == []


def test_guessing_the_present_password_is_stopped(client: InspectingClient, organiser: User) -> None:
    factory.sign_in(client, organiser)
    statuses = [
        client.send("/account/password", {"present": f"zgaduję {number}", "password": NEW}).status_code
        for number in range(11)
    ]
    assert statuses == [200] * 10 + [429]


def switch_on(app: Flask, client: InspectingClient) -> list[str]:
    """The recovery codes."""
    answer = client.send("/account/two-factor/start", {}, form_at="/account/two-factor")
    assert answer.location == "/account/two-factor/set-up"
    page = client.get("/account/two-factor/set-up").text
    key = re.search(r'id="key"[^>]*value="([^"]+)"', page)
    assert key is not None
    with client.session_transaction() as session:
        secret = session["new_two_factor_key"]
    totp = app.extensions["security"].totp_factory
    assert totp.get_totp_pretty_key(secret) == key[1]
    code = totp.generate_totp_password(secret)
    answer = client.send("/account/two-factor/set-up", {"code": code})
    return re.findall(r"<code>([^<]+)</code>", answer.text)


def test_the_first_code_switches_it_on_and_gives_recovery_codes(
    app: Flask, client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    factory.sign_in(client, organiser)
    codes = switch_on(app, client)
    look_again(db)
    assert len(codes) == 8
    assert organiser.has_two_factor
    assert organiser.mf_recovery_codes is not None
    assert not set(codes) & set(organiser.mf_recovery_codes)
    assert len(mails(db, "accounts.notice")) == 1
    assert "Pozostało 8 kodów zapasowych." in client.get("/account/two-factor").text


def test_the_picture_holds_the_key_and_stands_at_its_own_address(
    client: InspectingClient, organiser: User
) -> None:
    factory.sign_in(client, organiser)
    assert client.get("/account/two-factor/picture.svg").status_code == 404
    client.send("/account/two-factor/start", {}, form_at="/account/two-factor")
    page = client.get("/account/two-factor/set-up")
    assert "data:" not in page.text
    picture = client.get("/account/two-factor/picture.svg")
    assert picture.mimetype == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "no-store"
    assert picture.data.startswith(b"<?xml")


def test_no_secret_stands_in_any_address_of_the_pages(client: InspectingClient, organiser: User) -> None:
    factory.sign_in(client, organiser)
    client.send("/account/two-factor/start", {}, form_at="/account/two-factor")
    page = client.get("/account/two-factor/set-up").text
    addresses = re.findall(r'(?:href|src|action)="([^"]+)"', page)
    assert all(len(address) < 80 for address in addresses)


def test_a_wrong_first_code_changes_nothing(
    client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    factory.sign_in(client, organiser)
    client.send("/account/two-factor/start", {}, form_at="/account/two-factor")
    answer = client.send("/account/two-factor/set-up", {"code": "000000"})
    assert "Ten kod jest nieprawidłowy" in answer.text
    look_again(db)
    assert not organiser.has_two_factor


def test_it_is_switched_off_after_a_question(
    app: Flask, client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    factory.sign_in(client, organiser)
    switch_on(app, client)
    assert client.send("/account/two-factor/off", {}).location == "/account/two-factor"
    look_again(db)
    assert not organiser.has_two_factor
    assert organiser.mf_recovery_codes is None


def test_new_recovery_codes_replace_the_old(
    app: Flask, client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    factory.sign_in(client, organiser)
    old = switch_on(app, client)
    look_again(db)
    kept = organiser.mf_recovery_codes
    page = client.send("/account/two-factor/recovery-codes", {}, form_at="/account/two-factor").text
    new = re.findall(r"<code>([^<]+)</code>", page)
    look_again(db)
    assert len(new) == 8
    assert not set(old) & set(new)
    assert organiser.mf_recovery_codes != kept


def test_a_password_typed_long_ago_is_asked_for_again(client: InspectingClient, organiser: User) -> None:
    factory.sign_in(client, organiser)
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        asked = client.get("/account/two-factor")
        assert asked.location == "/account/password-again?next=/account/two-factor"
        wrong = client.send(asked.location, {"password": "nie to hasło"})
        assert "Hasło jest nieprawidłowe." in wrong.text
        answer = client.send(asked.location, {"password": factory.PASSWORD, "next": "/account/two-factor"})
        assert answer.location == "/account/two-factor"
        assert client.get("/account/two-factor").status_code == 200
