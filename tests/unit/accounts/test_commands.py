"""`flask accounts …`."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import orm, select

from registration.accounts.models import AuditLine, RoleName, User
from tests.factories import accounts as factory
from tests.pages import InspectingClient


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """The command line."""
    factory.hash_quickly(app)
    return app.test_cli_runner()


def roles_of(db: orm.Session, email: str) -> list[RoleName]:
    """The roles of an account."""
    db.rollback()
    user = db.scalars(select(User).where(User.email == email)).one()
    db.refresh(user)
    return [held.role for held in user.grants]


def test_the_first_administrator_is_made_with_a_password_shown_once(
    runner: FlaskCliRunner, client: InspectingClient, db: orm.Session
) -> None:
    command = ["accounts", "create-administrator", "Anna@Example.org", "--name", "Anna Nowak", "--generate"]
    shown = runner.invoke(args=command)
    assert shown.exit_code == 0, shown.output
    password = re.search(r"Hasło \(widoczne tylko teraz\): (\S+)", shown.output)
    assert password is not None
    answer = client.send("/account/sign-in", {"email": "anna@example.org", "password": password[1]})
    assert answer.location == "/desk/"
    assert roles_of(db, "anna@example.org") == [RoleName.ADMINISTRATOR]
    assert password[1] not in str([(line.before, line.after) for line in db.scalars(select(AuditLine))])


def test_a_password_can_be_typed(runner: FlaskCliRunner, client: InspectingClient, db: orm.Session) -> None:
    typed = "cztery słowa na próbę\n" * 2
    shown = runner.invoke(args=["accounts", "create-administrator", "anna@example.org"], input=typed)
    assert shown.exit_code == 0, shown.output
    assert "cztery" not in shown.output
    fields = {"email": "anna@example.org", "password": "cztery słowa na próbę"}
    assert client.send("/account/sign-in", fields).location == "/desk/"


def test_a_short_password_and_a_bad_address_are_refused_in_words(
    runner: FlaskCliRunner, db: orm.Session
) -> None:
    short = runner.invoke(args=["accounts", "create-administrator", "a@example.org"], input="x\nx\n")
    bad = runner.invoke(args=["accounts", "create-administrator", "nobody", "--generate"])
    assert short.exit_code == bad.exit_code == 1
    assert "co najmniej 12 znaków" in short.output
    assert "znak @" in bad.output
    assert db.scalars(select(User)).all() == []


def test_somebody_with_an_account_becomes_administrator_with_their_own_password(
    runner: FlaskCliRunner, db: orm.Session
) -> None:
    known = factory.user(db)
    for _time in range(2):
        shown = runner.invoke(args=["accounts", "create-administrator", known.email])
        assert shown.exit_code == 0, shown.output
        assert "Hasło" not in shown.output
    assert roles_of(db, known.email) == [RoleName.ADMINISTRATOR]


def test_a_closed_account_is_not_made_administrator(runner: FlaskCliRunner, db: orm.Session) -> None:
    closed = factory.user(db, active=False)
    shown = runner.invoke(args=["accounts", "create-administrator", closed.email])
    assert shown.exit_code == 1
    assert "zamknięte" in shown.output


def test_the_link_to_reset_a_password_is_printed(
    runner: FlaskCliRunner, client: InspectingClient, db: orm.Session
) -> None:
    known = factory.user(db)
    shown = runner.invoke(args=["accounts", "reset-password", known.email.upper()])
    assert shown.exit_code == 0, shown.output
    assert client.get(shown.output.strip().removeprefix("http://localhost")).status_code == 200


def test_no_link_is_printed_for_nobody(runner: FlaskCliRunner, db: orm.Session) -> None:
    closed = factory.user(db, active=False)
    for email in ("nikt@example.org", closed.email):
        assert runner.invoke(args=["accounts", "reset-password", email]).exit_code == 1


def test_the_first_run_code_is_printed_while_nobody_has_an_account(
    runner: FlaskCliRunner, db: orm.Session
) -> None:
    shown = runner.invoke(args=["accounts", "first-run-code"])
    assert re.search(r"/account/first-run, kod jednorazowy: \w{4}-\w{4}-\w{4}", shown.output)
    factory.user(db)
    assert runner.invoke(args=["accounts", "first-run-code"]).exit_code == 1
