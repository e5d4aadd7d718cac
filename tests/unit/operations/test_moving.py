"""The move from SQLite to PostgreSQL: everything arrives, or nothing has happened."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import stamp
from sqlalchemy import func, orm, select, text

from registration import create_app
from registration.core import sqlite
from registration.core.database import Base
from registration.desk.demo import sign_in
from registration.desk.demo.loading import load
from registration.desk.demo.sign_in import Access
from registration.extensions import db as database
from registration.jobs.running import running
from registration.operations import queries
from registration.partners.models import Organisation
from registration.web.site import site
from registration.web.writing import writing
from tests import factories
from tests.databases import Files
from tests.houses import close, make_settings

pytestmark = pytest.mark.postgres
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FILE = "zapisy.sqlite3"


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with the demo on SQLite, approved minutes among it."""
    settings = make_settings(tmp_path_factory.mktemp("demo"))
    app = create_app(Files(tmp_path_factory.mktemp("empty")).own(settings))
    with app.app_context():
        stamp()
        with writing() as db:
            load(db, site(), Access(sign_in.EMAIL, "", "no hash"), NOW)
        database.session.remove()
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    close(app)
    return settings.instance


@pytest.fixture
def office(demo_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """An office's installation."""
    shutil.copytree(demo_folder, tmp_path / "office")
    made = create_app(make_settings(tmp_path / "office"))
    yield made
    close(made)


def move(app: Flask, to: str, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["database", "move", "--to", to, *words])


def rows(app: Flask) -> dict[str, list[str]]:
    """Each table's rows as the program reads them."""
    with app.app_context(), database.engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }


def tables(url: str) -> int:
    with psycopg.connect(url) as connection:
        [number] = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone() or (-1,)
    return int(number)


def test_everything_arrives_and_the_site_goes_on(office: Flask, postgres_url: str) -> None:
    done = move(office, postgres_url)
    assert done.exit_code == 0, done.output
    assert "DATABASE_URL=postgresql://postgres@/" in done.output
    moved = create_app(
        make_settings(Path(office.instance_path), database_url=postgres_url), {"TESTING": True}
    )
    assert rows(moved) == rows(office)
    with moved.app_context(), writing() as db:
        known = db.scalar(select(func.max(Organisation.id)))
        factories.event(db)
        assert (db.scalar(select(func.max(Organisation.id))) or 0) == (known or 0) + 1
    assert moved.test_client().get("/trainings/male-zamowienia-publiczne").status_code == 200
    with moved.app_context(), orm.Session(database.engine) as db, pytest.raises(Exception, match="approved"):
        db.execute(
            text("UPDATE agenda_items SET title = 'x' WHERE meeting_id IN (SELECT meeting_id FROM minutes)")
        )
    close(moved)


def test_a_dry_run_leaves_no_table_behind(office: Flask, postgres_url: str) -> None:
    done = move(office, postgres_url, "--dry-run")
    assert done.exit_code == 0, done.output
    assert "DATABASE_URL" not in done.output
    assert tables(postgres_url) == 0


def test_tables_that_are_there_already_are_filled_once(office: Flask, postgres_url: str) -> None:
    empty = create_app(make_settings(Path(office.instance_path), database_url=postgres_url))
    done = empty.test_cli_runner().invoke(args=["db", "upgrade"])
    assert done.exit_code == 0, done.output
    assert move(office, postgres_url).exit_code == 0
    again = move(office, postgres_url)
    assert again.exit_code == 1
    assert "pustą" in again.output
    with empty.app_context(), database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert "0001" in move(office, postgres_url).output
    close(empty)


def test_a_row_that_postgresql_refuses_stops_all_of_it(office: Flask, postgres_url: str) -> None:
    """SQLite looks at foreign keys only where it is asked to."""
    with closing(sqlite3.connect(Path(office.instance_path) / FILE)) as connection, connection:
        connection.execute("UPDATE events SET venue_id = 4096")
    before = (Path(office.instance_path) / FILE).read_bytes()
    done = move(office, postgres_url)
    assert done.exit_code == 1
    assert "events" in done.output
    assert "4096" not in done.output
    assert tables(postgres_url) == 0
    assert (Path(office.instance_path) / FILE).read_bytes() == before


def test_nothing_moves_while_the_program_runs_or_somebody_writes(
    office: Flask, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(Path(office.instance_path)):
        assert "Zatrzymaj" in move(office, postgres_url).output
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 50)
    with closing(sqlite3.connect(Path(office.instance_path) / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "Zatrzymaj" in move(office, postgres_url).output
        other.execute("ROLLBACK")
    assert tables(postgres_url) == 0


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("sqlite:///inna.sqlite3", "postgresql://"),
        ("nie adres", "postgresql://"),
        ("postgresql://127.0.0.1:abc/zapisy", "postgresql://"),
        ("postgresql://127.0.0.1:1/zapisy", "docelową"),
    ],
)
def test_a_wrong_target_is_told_in_a_sentence(office: Flask, address: str, told: str) -> None:
    done = move(office, address)
    assert done.exit_code == 1
    assert told in done.output
    assert "Traceback" not in done.output


def test_an_older_database_is_brought_up_to_date_first(office: Flask, postgres_url: str) -> None:
    with office.app_context(), database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    done = move(office, postgres_url)
    assert done.exit_code == 1
    assert queries.head() in done.output
