"""Signing in where a second factor is switched on."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask_security.totp import Totp
from sqlalchemy import orm, select

from registration.accounts.models import AuditLine, User
from registration.accounts.security import recovery_hash
from tests.factories import accounts as factory
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
def guarded(app: Flask, db: orm.Session) -> User:
    totp: Totp = app.extensions["security"].totp_factory
    return factory.user(
        db,
        tf_primary_method="authenticator",
        tf_totp_secret=totp.generate_totp_secret(),
        mf_recovery_codes=[recovery_hash("K7MX-4PQ9-RT2W"), recovery_hash("AAAA-BBBB-CCCC")],
    )


def _now_shown(app: Flask, user: User) -> str:
    return str(app.extensions["security"].totp_factory.generate_totp_password(user.tf_totp_secret))


def test_the_code_shown_now_opens(app: Flask, client: InspectingClient, guarded: User) -> None:
    with time_machine.travel(NOW):
        asked = client.send(SIGN_IN, typed(guarded))
        assert asked.location.startswith("/account/code")
        assert client.get("/account/").status_code == 302
        answer = client.send(asked.location, {"code": _now_shown(app, guarded)})
        assert answer.location == "/desk/"
        assert client.get("/account/").status_code == 200


def test_the_page_asked_for_is_remembered(app: Flask, client: InspectingClient, guarded: User) -> None:
    with time_machine.travel(NOW):
        asked = client.send(SIGN_IN, typed(guarded, next="/account/two-factor"))
        answer = client.send(asked.location, {"code": _now_shown(app, guarded)})
        assert answer.location == "/account/two-factor"


def test_a_code_is_good_once(app: Flask, client: InspectingClient, guarded: User) -> None:
    with time_machine.travel(NOW):
        code = _now_shown(app, guarded)
        client.send(client.send(SIGN_IN, typed(guarded)).location, {"code": code})
        thief = app.test_client()
        assert isinstance(thief, InspectingClient)
        answer = thief.send(thief.send(SIGN_IN, typed(guarded)).location, {"code": code})
        assert "Ten kod jest nieprawidłowy lub został już użyty." in answer.text
        assert thief.get("/account/").status_code == 302


def test_a_code_of_five_minutes_ago_is_refused(app: Flask, client: InspectingClient, guarded: User) -> None:
    with time_machine.travel(NOW) as clock:
        code = _now_shown(app, guarded)
        clock.shift(300)
        answer = client.send(client.send(SIGN_IN, typed(guarded)).location, {"code": code})
        assert answer.status_code == 200
        assert client.get("/account/").status_code == 302


def test_guessing_codes_is_stopped_for_that_account(
    app: Flask, client: InspectingClient, guarded: User
) -> None:
    with time_machine.travel(NOW):
        asked = client.send(SIGN_IN, typed(guarded)).location
        statuses = [client.send(asked, {"code": f"00000{number}"}).status_code for number in range(6)]
        assert statuses == [200] * 6
        assert client.post(asked, data={"code": _now_shown(app, guarded)}).status_code in (400, 429)
        again = app.test_client()
        assert isinstance(again, InspectingClient)
        asked = again.send(SIGN_IN, typed(guarded)).location
        assert again.send(asked, {"code": "123456"}).status_code == 429


def test_the_code_page_needs_the_password_first(client: InspectingClient, db: orm.Session) -> None:
    assert client.get("/account/code").location == "/account/sign-in"
    assert client.get("/account/recovery-code").location == "/account/sign-in"


def test_a_recovery_code_opens_once_however_it_is_typed(
    app: Flask, client: InspectingClient, db: orm.Session, guarded: User
) -> None:
    client.send(SIGN_IN, typed(guarded))
    assert client.get("/account/code/help").status_code == 200
    assert client.send("/account/recovery-code", {"code": "k7mx 4pq9rt2w"}).location == "/desk/"
    thief = app.test_client()
    assert isinstance(thief, InspectingClient)
    thief.send(SIGN_IN, typed(guarded))
    answer = thief.send("/account/recovery-code", {"code": "K7MX-4PQ9-RT2W"})
    assert "Ten kod zapasowy jest nieprawidłowy lub został już użyty." in answer.text
    noted = db.scalars(select(AuditLine.action)).all()
    assert noted == ["account.recovery_code_used"]


def test_a_closed_account_is_not_opened_by_a_code_either(
    app: Flask, client: InspectingClient, db: orm.Session, guarded: User
) -> None:
    with time_machine.travel(NOW):
        asked = client.send(SIGN_IN, typed(guarded)).location
        guarded.active = False
        db.commit()
        client.send(asked, {"code": _now_shown(app, guarded)})
        assert client.get("/account/").status_code == 302
