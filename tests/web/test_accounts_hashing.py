"""No password is hashed while the writers of the database wait."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import orm

from registration.accounts import passwords
from registration.accounts.first_run import first_run_code
from registration.accounts.links import Door, link
from tests.factories import accounts as factory
from tests.pages import InspectingClient
from tests.web.accounts_seen import NEW, SIGN_IN


@pytest.fixture
def hashes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each hash made or checked, whether the writers' queue was free."""
    factory.hash_quickly(app)
    lock, found = Path(app.instance_path) / "writers.lock", []
    real = passwords.turn

    @contextmanager
    def watched() -> Iterator[None]:
        with lock.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                found.append(False)
            else:
                found.append(True)
        with real():
            yield

    monkeypatch.setattr(passwords, "turn", watched)
    return found


def test_signing_in_and_changing_the_password(
    app: Flask, client: InspectingClient, db: orm.Session, hashes: list[bool]
) -> None:
    app.extensions["security"].pwd_context.update(argon2__time_cost=2)
    somebody = factory.user(db)
    client.send(SIGN_IN, {"email": somebody.email, "password": factory.PASSWORD})
    client.send("/account/password", {"present": factory.PASSWORD, "password": NEW})
    assert len(hashes) >= 4
    assert all(hashes)


def test_a_link_and_the_first_run(
    app: Flask, client: InspectingClient, db: orm.Session, hashes: list[bool]
) -> None:
    with app.app_context():
        code = first_run_code(Path(app.instance_path))
    client.send("/account/first-run", {"code": code, "email": "a@example.org", "password": NEW})
    somebody = factory.user(db)
    way = link(app.extensions["zapisy.site"], Door.RESET, somebody.fs_uniquifier)
    client.send(way.removeprefix("http://localhost"), {"password": NEW})
    app.test_cli_runner().invoke(args=["accounts", "create-administrator", "b@example.org", "--generate"])
    assert len(hashes) == 3
    assert all(hashes)
