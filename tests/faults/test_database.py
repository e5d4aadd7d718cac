"""A database that is busy, full, gone, or whose server dies at the worst moment: what the visitor sees and finds."""

import fcntl
import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from html import unescape

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event as events
from sqlalchemy import func, orm, select, text

from registration.config import ROOT
from registration.core import clock, postgres, sqlite
from registration.extensions import db as database
from registration.outbox.models import OutgoingEmail
from registration.signup.models import Registration, SignUp
from registration.trainings.models import Event
from registration.web.writing import writing
from tests import factories
from tests.factories.signup import ANSWERS, sign_up
from tests.houses import close
from tests.pages import InspectingClient

FULL = (
    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"
)
ON_INSERT = "CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()"
TYPED = "Czy jest podjazd?"


@pytest.fixture
def slug(installation: Flask) -> str:
    """An event next month that takes sign-ups."""
    with installation.app_context(), writing() as db:
        start = clock.now().replace(minute=0) + timedelta(days=30)
        return factories.event(db, start=start).slug


@pytest.fixture
def visitor(installation: Flask, slug: str) -> InspectingClient:
    """A visitor whose pages are inspected."""
    installation.test_client_class = InspectingClient
    found = installation.test_client()
    assert isinstance(found, InspectingClient)
    return found


@pytest.fixture
def impatient(installation: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The databases wait for a lock for a short time only."""
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 200)
    monkeypatch.setattr(postgres, "LOCK_SECONDS", 1)
    with installation.app_context():
        database.engine.dispose()


@contextmanager
def a_foreign_writer(app: Flask) -> Iterator[None]:
    """Another program that holds what every sign-up must write to."""
    settings = app.extensions["zapisy.settings"]
    if settings.database_url:
        with psycopg.connect(settings.database_url) as connection:
            connection.execute("LOCK TABLE sign_ups IN ACCESS EXCLUSIVE MODE")
            yield
            connection.rollback()
        return
    with closing(sqlite3.connect(settings.instance / "zapisy.sqlite3", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def counted(app: Flask) -> tuple[int, int, int]:
    """Registrations, submissions, seats taken."""
    with app.app_context(), orm.Session(database.engine) as db:
        rows = [db.scalar(select(func.count()).select_from(model)) or 0 for model in (Registration, SignUp)]
        return rows[0], rows[1], db.scalars(select(Event.seats_taken)).one()


def test_a_locked_database_asks_to_come_again_and_keeps_what_was_typed(
    installation: Flask, visitor: InspectingClient, slug: str, impatient: None
) -> None:
    token = visitor.token(f"/sign-up/{slug}")
    fields = {**ANSWERS, "question": TYPED, "step": "send", "csrf_token": token}
    with a_foreign_writer(installation):
        page = visitor.post(f"/sign-up/{slug}", data=fields)
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert '<html lang="pl"' in page.text
    assert TYPED in page.text
    assert ANSWERS["post"] in page.text
    assert counted(installation) == (0, 0, 0)
    assert visitor.post(f"/sign-up/{slug}", data=fields).status_code == 303
    assert counted(installation) == (1, 1, 1)


def shown_again(page: str) -> set[str]:
    """What the page lists as typed."""
    return {
        unescape(value)
        for value in re.findall(r"<li>(.*?)</li>", page.partition('class="typed"')[2].partition("</ul>")[0])
    }


@contextmanager
def a_writer_that_hangs(app: Flask) -> Iterator[None]:
    """It holds the place of the one writer, and does nothing."""
    with (app.extensions["zapisy.settings"].instance / "writers.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.mark.sqlite
def test_a_queue_of_writers_that_does_not_move_is_told_as_busy(
    on_sqlite: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_sqlite.test_client_class = InspectingClient
    with on_sqlite.app_context(), writing() as db:
        slug = factories.event(db, start=clock.now().replace(minute=0) + timedelta(days=30)).slug
    client = on_sqlite.test_client()
    fields = {**ANSWERS, "question": TYPED, "step": "send", "csrf_token": client.token(f"/sign-up/{slug}")}  # type: ignore[attr-defined]
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 100)
    with a_writer_that_hangs(on_sqlite):
        pages = [client.post(f"/sign-up/{slug}", data=fields) for _ in range(3)]
    monkeypatch.undo()
    for page in pages:
        assert page.status_code == 503
        assert "Serwis jest bardzo obciążony" in page.text
        assert TYPED in shown_again(page.text)
    assert client.post(f"/sign-up/{slug}", data=fields).status_code == 303
    assert counted(on_sqlite) == (1, 1, 1)


@contextmanager
def a_full_disk(app: Flask) -> Iterator[None]:
    """On SQLite the kernel lets no file grow; on PostgreSQL the server says that the disk is full."""
    if app.extensions["zapisy.settings"].database_url:
        run(app, FULL, *(ON_INSERT.format(table=table) for table in ("consents", "outgoing_emails")))
        yield
        run(app, "DROP FUNCTION full_disk CASCADE")
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def run(app: Flask, *statements: str) -> None:
    with app.app_context(), database.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_full_disk_is_told_and_nothing_is_half_written(
    installation: Flask, visitor: InspectingClient, slug: str
) -> None:
    token = visitor.token(f"/sign-up/{slug}")
    hidden = {"step": "send", "csrf_token": token, "edition": "3", "base": "7", "seen": "3", "days-0-id": "4"}
    fields = {**ANSWERS, "question": TYPED, **hidden}
    with a_full_disk(installation):
        page = visitor.post(f"/sign-up/{slug}", data=fields)
    assert page.status_code == 503
    assert "<h1>Serwis chwilowo nie może niczego zapisać</h1>" in page.text
    assert "Na dysku serwisu zabrakło miejsca" in page.text
    assert shown_again(page.text) == {
        TYPED,
        *(value for name, value in ANSWERS.items() if value and name != "submission_key"),
    }
    assert counted(installation) == (0, 0, 0)
    assert visitor.post(f"/sign-up/{slug}", data=fields).status_code == 303
    assert counted(installation) == (1, 1, 1)


@contextmanager
def out_of_reach(app: Flask) -> Iterator[None]:
    """No connection can be opened, and those that were are gone."""
    with app.app_context():
        engine = database.engine
    engine.dispose()

    def refuse(*_arguments: object) -> None:
        raise (psycopg.OperationalError if engine.dialect.name == "postgresql" else sqlite3.OperationalError)(
            "the server is gone"
        )

    events.listen(engine, "do_connect", refuse)
    yield
    events.remove(engine, "do_connect", refuse)


@pytest.mark.parametrize("page", ["/trainings/", "/desk/", "/sign-up/{slug}"])
def test_a_lost_database_gives_a_page_in_polish_and_comes_back(
    installation: Flask, visitor: InspectingClient, slug: str, page: str
) -> None:
    with installation.app_context(), orm.Session(database.engine, expire_on_commit=False) as db:
        person = factories.administrator(db)
        db.commit()
    factories.sign_in(visitor, person)
    path = page.format(slug=slug)
    with out_of_reach(installation):
        answer = visitor.get(path)
    assert answer.status_code == 503
    assert "Traceback" not in answer.text
    assert '<html lang="pl"' in answer.text
    assert visitor.get(path).status_code == 200


@pytest.mark.postgres
def test_connections_that_the_server_cut_are_opened_again(on_postgres: Flask) -> None:
    client = on_postgres.test_client()
    assert client.get("/trainings/").status_code == 200
    with psycopg.connect(on_postgres.extensions["zapisy.settings"].database_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert client.get("/trainings/").status_code == 200


DIES = """
import os, re, signal, sys
from pathlib import Path
from registration import create_app
from registration.config import Settings
from tests.factories.signup import ANSWERS

instance, database, slug = sys.argv[1:]
settings = Settings(
    instance=Path(instance), database_url=database, secret_key="test-key", base_url="http://localhost"
)
app = create_app(settings)
client = app.test_client()
token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(f"/sign-up/{slug}").text)[1]

def die(response):
    os.kill(os.getpid(), signal.SIGKILL)

app.after_request_funcs[None].append(die)
client.post(f"/sign-up/{slug}", data={**ANSWERS, "step": "send", "csrf_token": token})
"""


def test_who_sends_the_form_again_after_the_server_was_killed_finds_the_same_sign_up(
    installation: Flask, visitor: InspectingClient, slug: str
) -> None:
    """Killed after the commit, before the answer: the browser shows nothing, the person sends once more."""
    settings = installation.extensions["zapisy.settings"]
    command = [sys.executable, "-c", DIES, str(settings.instance), settings.database_url, slug]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(command, cwd=ROOT, env=environment).returncode == -signal.SIGKILL
    assert counted(installation) == (1, 1, 1)
    mails = outgoing(installation)
    again = sign_up(visitor, slug)
    assert again.status_code == 303
    assert visitor.get(again.location).status_code == 200
    assert counted(installation) == (1, 1, 1)
    assert outgoing(installation) == mails
    close(installation)


def outgoing(app: Flask) -> list[str]:
    with app.app_context(), orm.Session(database.engine) as db:
        return sorted(db.scalars(select(OutgoingEmail.dedupe_key)))
