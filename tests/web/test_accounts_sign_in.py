"""Signing in and out: with a password, with a code, by force, by a trap."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm

from registration.accounts import passwords
from registration.accounts.models import User
from registration.core import clock
from tests.factories import accounts as factory
from tests.factories import organisation
from tests.pages import InspectingClient

SIGN_IN = "/account/sign-in"
NOW = datetime(2026, 6, 1, 12, 0, 10, tzinfo=UTC)


def typed(user: User, **more: Any) -> dict[str, Any]:
    """What somebody fills in."""
    return {"email": user.email, "password": factory.PASSWORD, **more}


@pytest.fixture(autouse=True)
def quick(app: Flask) -> None:
    """Hashes that cost little."""
    factory.hash_quickly(app)


@pytest.fixture
def organiser(db: orm.Session) -> User:
    """Somebody who can sign in."""
    return factory.organiser(db, organisation(db))


def test_the_right_pair_opens_the_desk(client: InspectingClient, organiser: User) -> None:
    answer = client.send(SIGN_IN, typed(organiser))
    assert (answer.status_code, answer.location) == (302, "/desk/")
    assert client.get("/account/").status_code == 200


def test_an_address_may_be_typed_with_spaces_and_capitals(client: InspectingClient, organiser: User) -> None:
    answer = client.send(SIGN_IN, typed(organiser, email=f"  {organiser.email.upper()} "))
    assert answer.location == "/desk/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    client: InspectingClient, organiser: User
) -> None:
    wrong = client.send(SIGN_IN, typed(organiser, password="nie to hasło"))
    unknown = client.send(SIGN_IN, {"email": "nikt@example.org", "password": "nie to hasło"})
    assert wrong.status_code == unknown.status_code == 200
    assert "Adres e-mail lub hasło jest nieprawidłowe." in wrong.text
    assert _body(wrong.text, organiser.email) == _body(unknown.text, "nikt@example.org")


def _body(page: str, email: str) -> str:
    return re.sub(r'value="[^"]*"', "", page).replace(email, "")


def test_an_account_without_a_password_opens_by_none(client: InspectingClient, db: orm.Session) -> None:
    invited = factory.user(db, password=None)
    answer = client.send(SIGN_IN, typed(invited))
    assert "Adres e-mail lub hasło jest nieprawidłowe." in answer.text


def test_empty_fields_are_named(client: InspectingClient, db: orm.Session) -> None:
    answer = client.send(SIGN_IN, {"email": " ", "password": ""})
    assert "Wpisz adres e-mail." in answer.text
    assert "Wpisz hasło." in answer.text
    assert "<title>Błąd: " in answer.text


def test_a_closed_account_stays_closed(client: InspectingClient, db: orm.Session) -> None:
    closed = factory.user(db, active=False)
    answer = client.send(SIGN_IN, typed(closed))
    assert "To konto jest zamknięte." in answer.text
    assert client.get("/account/").status_code == 302


def test_somebody_whose_account_is_closed_while_signed_in_is_out_at_once(
    client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    client.send(SIGN_IN, typed(organiser))
    organiser.active = False
    db.commit()
    answer = client.get("/account/")
    assert answer.status_code == 302
    assert answer.location.startswith(SIGN_IN)


def test_signing_out_leaves_no_session(client: InspectingClient, organiser: User) -> None:
    client.send(SIGN_IN, typed(organiser))
    answer = client.send("/account/sign-out", {}, form_at="/account/")
    assert answer.location == "/account/signed-out"
    assert client.get_cookie("zapisy") is None
    assert client.get("/account/signed-out").status_code == 200
    assert client.get("/account/").status_code == 302


def test_nobody_is_signed_out_by_a_link(client: InspectingClient, organiser: User) -> None:
    client.send(SIGN_IN, typed(organiser))
    assert client.get("/account/sign-out").status_code == 405
    assert client.get("/account/code").location == "/desk/"
    assert client.get("/account/").status_code == 200


def test_a_closed_page_sends_to_sign_in_and_back(client: InspectingClient, organiser: User) -> None:
    away = client.get("/account/two-factor?from=desk")
    assert away.location == "/account/sign-in?next=/account/two-factor?from%3Ddesk"
    answer = client.send(away.location, typed(organiser, next="/account/two-factor?from=desk"))
    assert answer.location == "/account/two-factor?from=desk"


def test_a_form_sent_without_a_session_is_answered_with_401_and_what_was_typed(
    client: InspectingClient, db: orm.Session
) -> None:
    answer = client.post("/account/people/invite", data={"name": "Osoba", "email": "a@example.org"})
    assert answer.status_code == 401
    assert "a@example.org" in answer.text
    assert client.get_cookie("zapisy") is None


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example.net/",
        "//evil.example.net/",
        "////evil.example.net/",
        "/\\evil.example.net/",
        "\\\\evil.example.net",
        "\t//evil.example.net",
        "/\t/evil.example.net",
        " //evil.example.net",
        "https:evil.example.net",
        "javascript:alert(1)",
        "http://localhost@evil.example.net/",
        "http://localhost.evil.example.net/",
    ],
)
def test_next_never_leads_to_another_site(client: InspectingClient, organiser: User, target: str) -> None:
    client.get(SIGN_IN, query_string={"next": target})
    answer = client.send(SIGN_IN, typed(organiser, next=target))
    assert answer.status_code == 302
    where = answer.location
    assert where.startswith("/") or not re.match(r"[a-z]*:|[\\/\s]{2}", where)
    assert not where.startswith(("//", "/\\"))
    assert "evil.example.net" not in where or where.startswith(("/%", "%"))


def test_a_planted_session_is_worth_nothing_after_the_sign_in(
    client: InspectingClient, app: Flask, organiser: User
) -> None:
    planted = client.token(SIGN_IN)
    client.post(SIGN_IN, data=typed(organiser, csrf_token=planted))
    assert client.get("/account/").status_code == 200
    answer = client.post("/account/", data={"csrf_token": planted, "name": "Obca", "language": "pl"})
    assert answer.status_code == 400


def test_guessing_a_password_is_stopped_for_that_address_only(
    client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    another = factory.user(db)
    statuses = [
        client.send(SIGN_IN, typed(organiser, password=f"zgaduję {number}")).status_code
        for number in range(12)
    ]
    assert statuses == [200] * 10 + [429] * 2
    assert client.send(SIGN_IN, typed(organiser)).status_code == 429
    assert client.send(SIGN_IN, typed(another)).location == "/desk/"


def test_signing_in_well_is_never_limited(client: InspectingClient, organiser: User) -> None:
    for _number in range(12):
        assert client.send(SIGN_IN, typed(organiser)).location == "/desk/"
        client.send("/account/sign-out", {}, form_at="/account/")


def test_too_many_passwords_at_once_are_asked_to_come_again(
    client: InspectingClient, organiser: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    token = client.token(SIGN_IN)
    with passwords.turn(), passwords.turn():
        answer = client.post(SIGN_IN, data=typed(organiser, csrf_token=token))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert client.send(SIGN_IN, typed(organiser)).location == "/desk/"


def test_an_old_hash_is_made_anew_at_sign_in(
    app: Flask, client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    app.extensions["security"].pwd_context.update(argon2__time_cost=3, argon2__memory_cost=65536)
    old = organiser.password
    client.send(SIGN_IN, typed(organiser))
    db.expire_all()
    assert organiser.password is not None
    assert organiser.password != old
    assert "m=65536" in organiser.password
    assert client.send("/account/sign-out", {}, form_at="/account/").status_code == 302
    assert client.send(SIGN_IN, typed(organiser)).location == "/desk/"


def test_no_page_of_accounts_is_kept_by_a_cache(client: InspectingClient, db: orm.Session) -> None:
    for path in (SIGN_IN, "/account/reset", "/account/reset-sent", "/account/signed-out", "/account/"):
        assert client.get(path).headers["Cache-Control"] == "no-store", path


def test_a_token_in_the_address_opens_nothing(client: InspectingClient, app: Flask, organiser: User) -> None:
    with app.test_request_context():
        token = organiser.get_auth_token()
    assert client.get(f"/account/?auth_token={token}").status_code == 302
    assert client.get("/account/", headers={"Authentication-Token": token}).status_code == 302


def test_a_session_ends_after_a_week(client: InspectingClient, organiser: User) -> None:
    client.send(SIGN_IN, typed(organiser))
    with time_machine.travel(clock.now() + timedelta(days=6, hours=23)):
        assert client.get("/account/").status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=7, hours=1)):
        assert client.get("/account/").status_code == 302
