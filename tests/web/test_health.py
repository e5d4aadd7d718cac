"""The pages for programs that watch the site."""

import sqlite3
from datetime import timedelta

import psycopg
import pytest
from flask import Flask
from sqlalchemy import orm, text

from registration.core import clock
from registration.extensions import db as database
from registration.operations import services
from registration.outbox.models import OutgoingEmail, Priority
from registration.outbox.services import enqueue_many
from tests.factories import mails, operations
from tests.pages import InspectingClient
from tests.statements import Statements

READY = {"database": True, "migrations": True, "worker": True, "mail": True}


@pytest.fixture
def well(db: orm.Session) -> None:
    """An installation in good order."""
    operations.all_well(db)


def parts(client: InspectingClient) -> tuple[int, dict[str, object]]:
    """The status, and what is well and what is not."""
    answer = client.get("/health/ready")
    return answer.status_code, {name: answer.get_json()[name] for name in READY}


def test_a_living_process_says_so_without_asking_the_database(app: Flask, client: InspectingClient) -> None:
    with Statements(app) as asked:
        answer = client.get("/health/live")
    assert (answer.status_code, answer.get_json(), asked) == (200, {"status": "alive"}, [])


@pytest.mark.parametrize("page", ["/health/live", "/health/ready"])
def test_nobody_keeps_the_answer_and_it_leaves_no_cookie(
    client: InspectingClient, well: None, page: str
) -> None:
    answer = client.get(page)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_an_installation_in_good_order_is_ready(client: InspectingClient, well: None) -> None:
    assert parts(client) == (200, READY)


def test_it_may_be_asked_every_second_for_an_hour(client: InspectingClient, well: None) -> None:
    assert {client.get("/health/ready").status_code for _ in range(300)} == {200}


def test_a_dead_worker_is_told(client: InspectingClient, well: None, db: orm.Session) -> None:
    services.beat(db, clock.now() - timedelta(minutes=4))
    db.commit()
    assert parts(client) == (503, {**READY, "worker": False})


def test_a_worker_that_never_lived_is_told(client: InspectingClient, well: None, db: orm.Session) -> None:
    db.execute(text("DELETE FROM worker_heartbeat"))
    db.commit()
    assert parts(client) == (503, {**READY, "worker": False})


@pytest.mark.parametrize(("priority", "status"), [(Priority.PROMPT, 503), (Priority.BULK, 200)])
def test_a_mail_that_somebody_waits_for_must_leave_a_mailing_may_take_hours(
    app: Flask, client: InspectingClient, well: None, db: orm.Session, priority: Priority, status: int
) -> None:
    mails.use_samples(app)
    enqueue_many(db, [mails.draft(1)], now=clock.now() - timedelta(minutes=20))
    for row in db.query(OutgoingEmail):
        row.priority = priority
    db.commit()
    found, told = parts(client)
    assert (found, told["mail"]) == (status, status == 200)
    assert "@" not in client.get("/health/ready").text


def test_tables_of_an_older_program_are_told(client: InspectingClient, well: None, db: orm.Session) -> None:
    db.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    db.commit()
    assert parts(client) == (503, {"database": True, "migrations": False, "worker": False, "mail": True})


@pytest.mark.own_application
def test_a_lost_database_is_told(
    app: Flask, client: InspectingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        engine = database.engine
    engine.dispose()
    monkeypatch.setattr(engine.pool, "_creator", lost, raising=False)
    monkeypatch.setattr(engine.dialect, "connect", lost)
    assert parts(client) == (503, dict.fromkeys(READY, False))
    assert client.get("/health/live").status_code == 200


def lost(*_arguments: object, **_more: object) -> None:
    """As a driver does when nobody answers."""
    if database.engine.dialect.name == "postgresql":
        raise psycopg.OperationalError("gone")
    raise sqlite3.OperationalError("gone")


def test_two_workers_leave_one_sign_of_life(db: orm.Session) -> None:
    for minutes in (2, 1):
        services.beat(db, clock.now() - timedelta(minutes=minutes))
        db.commit()
    assert db.execute(text("SELECT count(*) FROM worker_heartbeat")).scalar() == 1
