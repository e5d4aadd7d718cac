"""Forgotten passwords: the way back by mail."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm

from registration.accounts.emails import render_notice, render_reset
from registration.accounts.models import User
from registration.core import clock
from registration.outbox.rendering import render
from tests.factories import accounts as factory
from tests.factories import organisation
from tests.pages import InspectingClient
from tests.web.accounts_seen import NEW, SIGN_IN, another_client, link_in, mails, noted


@pytest.fixture(autouse=True)
def quick(app: Flask) -> None:
    """Hashes that cost little."""
    factory.hash_quickly(app)


@pytest.fixture
def organiser(db: orm.Session) -> User:
    """Somebody who can sign in."""
    return factory.organiser(db, organisation(db))


def test_the_link_in_the_mail_sets_a_new_password(
    app: Flask, client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    answer = client.send("/account/reset", {"email": organiser.email.upper()})
    assert answer.location == "/account/reset-sent"
    (row,) = mails(db, "accounts.reset")
    assert (row.recipient, row.context) == (organiser.email, {"user": organiser.id})
    answer = client.send(link_in(app, db, row), {"password": NEW})
    assert answer.location == SIGN_IN
    assert "Nowe hasło jest ustawione." in client.get(SIGN_IN).text
    assert client.send(SIGN_IN, {"email": organiser.email, "password": NEW}).location == "/desk/"
    assert [line.action for line in noted(db)] == ["account.password_changed"]


def test_known_unknown_and_closed_addresses_get_the_same_answer(
    client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    closed = factory.user(db, active=False)
    answers = [
        client.send("/account/reset", {"email": email})
        for email in (organiser.email, "nikt@example.org", closed.email)
    ]
    assert len({(answer.status_code, answer.location) for answer in answers}) == 1
    rows = mails(db, "accounts.reset")
    assert [row.recipient for row in rows] == [organiser.email, "", ""]
    assert all(not row.context["user"] for row in rows[1:])


def test_the_mail_to_nobody_comes_to_nothing(app: Flask, client: InspectingClient, db: orm.Session) -> None:
    client.send("/account/reset", {"email": "nikt@example.org"})
    (row,) = mails(db, "accounts.reset")
    assert render_reset(db, row, app.extensions["zapisy.site"], clock.now()) is None


def test_a_link_is_good_once(app: Flask, client: InspectingClient, db: orm.Session, organiser: User) -> None:
    client.send("/account/reset", {"email": organiser.email})
    link = link_in(app, db, mails(db, "accounts.reset")[0])
    client.send(link, {"password": NEW})
    again = client.get(link)
    assert again.status_code == 410
    assert "Tego linku nie można już użyć" in again.text


def test_an_old_link_opens_nothing(
    app: Flask, client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    client.send("/account/reset", {"email": organiser.email})
    link = link_in(app, db, mails(db, "accounts.reset")[0])
    with time_machine.travel(clock.now() + timedelta(hours=4, minutes=1)):
        assert client.get(link).status_code == 410


@pytest.mark.parametrize("change", ["x", "AAAA.BBBB.CCCC", "a" * 3000])
def test_a_forged_link_opens_nothing(client: InspectingClient, db: orm.Session, change: str) -> None:
    assert client.get(f"/account/reset/{change}").status_code == 410


def test_an_address_with_a_nul_byte_is_nobodys(client: InspectingClient) -> None:
    assert client.get("/account/reset/%00").status_code == 404


def test_a_link_of_an_invitation_is_no_link_of_a_reset(
    app: Flask, client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    client.send("/account/reset", {"email": organiser.email})
    link = link_in(app, db, mails(db, "accounts.reset")[0])
    assert client.get(link.replace("/reset/", "/welcome/")).status_code == 410


def test_looking_at_the_link_changes_nothing(
    app: Flask, client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    client.send("/account/reset", {"email": organiser.email})
    link = link_in(app, db, mails(db, "accounts.reset")[0])
    for _scanner in range(3):
        assert client.get(link).status_code == 200
    assert client.head(link).status_code == 200


def test_a_short_and_a_plain_password_are_refused(
    app: Flask, client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    client.send("/account/reset", {"email": organiser.email})
    link = link_in(app, db, mails(db, "accounts.reset")[0])
    assert "co najmniej 12 znaków" in client.send(link, {"password": "krótkie"}).text
    assert "zbyt łatwo odgadnąć" in client.send(link, {"password": "abababababab"}).text
    assert "zbyt łatwo odgadnąć" in client.send(link, {"password": organiser.email}).text


def test_a_reset_ends_all_sessions(
    app: Flask, client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    thief = another_client(app)
    factory.sign_in(thief, organiser)
    assert thief.get("/account/").status_code == 200
    client.send("/account/reset", {"email": organiser.email})
    client.send(link_in(app, db, mails(db, "accounts.reset")[0]), {"password": NEW})
    assert thief.get("/account/").status_code == 302


def test_the_owner_is_told_of_the_new_password(
    app: Flask, client: InspectingClient, db: orm.Session, organiser: User
) -> None:
    client.send("/account/reset", {"email": organiser.email})
    client.send(link_in(app, db, mails(db, "accounts.reset")[0]), {"password": NEW})
    (row,) = mails(db, "accounts.notice")
    email = render_notice(db, row, app.extensions["zapisy.site"], clock.now())
    assert email is not None
    rendered = render(email)
    assert rendered.subject.startswith("Hasło zostało zmienione")
    assert organiser.email in rendered.text


def test_asking_for_links_to_one_address_is_limited(client: InspectingClient, organiser: User) -> None:
    statuses = [client.send("/account/reset", {"email": organiser.email}).status_code for _number in range(6)]
    assert statuses == [302] * 5 + [429]
    assert client.send("/account/reset", {"email": "kto-inny@example.org"}).status_code == 302


def test_a_text_that_is_no_address_is_named(client: InspectingClient, db: orm.Session) -> None:
    answer = client.send("/account/reset", {"email": "bez małpy"})
    assert answer.status_code == 200
    assert 'href="#email"' in answer.text
