"""The database under the tests: SQLite, or with TEST_DATABASE=postgresql a PostgreSQL server of their own.

On SQLite a test gets a copy of a file with all tables. On PostgreSQL the tests of one process share a database
that is emptied after each of them: only tables that hold rows, by DELETE as a replica does it, which runs no trigger
of approved minutes and checks no references (measured with four filled tables: 9 ms; by TRUNCATE 34 ms, which makes
new files for each table and index; a database made from a template 57 ms).
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

from registration import create_app
from registration.config import Settings
from registration.extensions import db
from tests.postgres import Server

ON_POSTGRES = os.environ.get("TEST_DATABASE") == "postgresql"
USE_A_DATABASE = frozenset({"app", "furnished", "running_site"})
"""Fixtures by which a test is known to use a database."""
CHOOSE_THEIR_OWN = frozenset({"installation", "postgres_url", "postgres_server"})
"""Fixtures of tests that run on PostgreSQL in the first run already."""
EMPTY = """
CREATE FUNCTION empty_all_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE one record; filled boolean;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', one.tablename) INTO filled;
    IF filled THEN
      EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', one.tablename);
      EXECUTE format('DELETE FROM %I', one.tablename);
    END IF;
  END LOOP;
  PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""

Furnish = Callable[[Settings], Settings]


def runs_on_postgres(item: pytest.Item) -> bool:
    """Whether the second run takes this test: it uses a database, has not met PostgreSQL in the first run, is not
    about SQLite alone, and in the browser only where the way through the database is what it proves."""
    used = set(getattr(item, "fixturenames", ()))
    if not used & USE_A_DATABASE or used & CHOOSE_THEIR_OWN or item.get_closest_marker("sqlite"):
        return False
    return not item.get_closest_marker("browser") or bool(item.get_closest_marker("both_databases"))


class Databases(Protocol):
    """Gives an installation's settings a database with all tables and no rows."""

    def own(self, settings: Settings) -> Settings:
        """A database that stays until the session ends."""

    @contextmanager
    def for_one_test(self, settings: Settings) -> Iterator[Settings]:
        """A database that is empty again afterwards."""


class Files:
    """SQLite: each installation gets a copy of one file."""

    def __init__(self, folder: Path) -> None:
        _make_tables(Settings(instance=folder, secret_key="test-key"))
        self.empty = folder / "zapisy.sqlite3"

    def own(self, settings: Settings) -> Settings:
        """A copy in the settings' folder."""
        settings.instance.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.empty, settings.instance / "zapisy.sqlite3")
        return settings

    @contextmanager
    def for_one_test(self, settings: Settings) -> Iterator[Settings]:
        """A copy; it goes with the test's folder."""
        yield self.own(settings)


class OnServer:
    """PostgreSQL: one database that is emptied after each test, and copies of it for those that keep theirs."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.shared = server.new_database()
        _make_tables(Settings(instance=folder, secret_key="test-key", database_url=self.shared))
        self._run(EMPTY)
        self.template = server.new_database(copy_of=self.shared)

    def own(self, settings: Settings) -> Settings:
        """A copy of the template."""
        settings.instance.mkdir(parents=True, exist_ok=True)
        return replace(settings, database_url=self.server.new_database(copy_of=self.template))

    @contextmanager
    def for_one_test(self, settings: Settings) -> Iterator[Settings]:
        """The shared database. Fails for a test that leaves a transaction open."""
        settings.instance.mkdir(parents=True, exist_ok=True)
        yield replace(settings, database_url=self.shared)
        self._run("SET lock_timeout = '20s'", "SELECT empty_all_tables()")

    def _run(self, *statements: str) -> None:
        with psycopg.connect(self.shared, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]


def _make_tables(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Where the tests' databases come from."""
    folder = tmp_path_factory.mktemp("template")
    if ON_POSTGRES:
        return OnServer(request.getfixturevalue("postgres_server"), folder)
    return Files(folder)


@pytest.fixture(scope="session")
def furnished(databases: Databases) -> Furnish:
    """Gives settings a database of their own, with all tables; for fixtures that outlive one test."""
    return databases.own
