"""The first run: nobody has an account yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import orm, select

from registration.accounts.first_run import first_run_code
from registration.accounts.models import RoleName, User
from tests.factories import accounts as factory
from tests.pages import InspectingClient
from tests.web.accounts_seen import NEW, SIGN_IN, another_client


@pytest.fixture(autouse=True)
def quick(app: Flask) -> None:
    """Hashes that cost little."""
    factory.hash_quickly(app)


FORM = "/account/first-run"


@pytest.fixture
def code(app: Flask) -> Iterator[str]:
    with app.app_context():
        made = first_run_code(Path(app.instance_path))
    assert made is not None
    return made


def fields(code: str) -> dict[str, str]:
    """The form filled in."""
    return {"code": code, "name": "Anna Nowak", "email": "anna@example.org", "password": NEW}


def test_the_code_makes_an_administrator_who_signs_in(
    client: InspectingClient, db: orm.Session, code: str
) -> None:
    assert "pierwszego uruchomienia" in client.get(SIGN_IN).text
    answer = client.send(FORM, fields(code.lower().replace("-", " ")))
    assert answer.location == SIGN_IN
    made = db.scalars(select(User)).one()
    assert [(grant.role, grant.scope_kind) for grant in made.grants] == [(RoleName.ADMINISTRATOR, "site")]
    client.send(SIGN_IN, {"email": "anna@example.org", "password": NEW})
    assert client.get("/account/people").status_code == 200


def test_it_works_once(app: Flask, client: InspectingClient, code: str) -> None:
    client.send(FORM, fields(code))
    assert client.get(FORM).status_code == 404
    assert client.post(FORM, data=fields(code)).status_code in (400, 404)
    assert not (Path(app.instance_path) / "first_run_code").exists()
    with app.app_context():
        assert first_run_code(Path(app.instance_path)) is None


def test_a_second_form_that_was_open_already_is_refused(
    app: Flask, client: InspectingClient, db: orm.Session, code: str
) -> None:
    late = another_client(app)
    token = late.token(FORM)
    client.send(FORM, fields(code))
    answer = late.post(FORM, data={**fields(code), "csrf_token": token, "email": "b@example.org"})
    assert answer.status_code == 404
    assert len(db.scalars(select(User)).all()) == 1


def test_a_wrong_code_is_refused_and_guessing_is_stopped(
    client: InspectingClient, db: orm.Session, code: str
) -> None:
    answer = client.send(FORM, fields("AAAA-BBBB-CCCC"))
    assert "To nie jest kod, który serwer wypisał" in answer.text
    assert 'value="anna@example.org"' in answer.text
    statuses = [client.send(FORM, fields(f"AAAA-BBBB-{number:04}")).status_code for number in range(10)]
    assert statuses[-1] == 429
    assert db.scalars(select(User)).all() == []


def test_only_a_hash_is_kept_and_only_for_its_owner(app: Flask, code: str) -> None:
    path = Path(app.instance_path) / "first_run_code"
    assert code not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_new_start_prints_a_new_code(app: Flask, client: InspectingClient, code: str) -> None:
    with app.app_context():
        newer = first_run_code(Path(app.instance_path))
    assert newer != code
    assert "To nie jest kod" in client.send(FORM, fields(code)).text


def test_without_a_printed_code_nothing_opens(client: InspectingClient, db: orm.Session) -> None:
    assert "To nie jest kod" in client.send(FORM, fields("----")).text
