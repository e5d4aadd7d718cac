"""The numbered revisions make exactly the tables of the models, on each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from registration import create_app
from registration.core.database import Base
from registration.extensions import db
from tests.houses import close, make_settings
from tests.postgres import Server

MIGRATIONS = Path(__file__).resolve().parents[2] / "registration" / "migrations"
TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(t.oid) || pg_get_functiondef(tgfoid) FROM pg_trigger t "
    "WHERE NOT tgisinternal",
}

_NOTHING = dict.fromkeys(("short_name", "genitive", "printed_as", "search_key", "sort_key"), "")
BEFORE_0015 = {
    "organisations": {
        **{"id": 1, "kind": "county", "name": "Powiat", "teryt": "1014", "email": "biuro@powiat.example.pl"},
        **{**_NOTHING, "sample": False},
    },
    "venues": {
        **{"id": 1, "organisation_id": 1, "name": "Sala"},
        **dict.fromkeys(("street", "postcode", "town", "access_notes", "access_contact"), ""),
    },
}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on an empty database, without tables."""
    address = _new_database(request) if request.param == "postgresql" else ""
    app = create_app(make_settings(tmp_path / "migrated", database_url=address))
    with app.app_context():
        yield app
    close(app)


def _new_database(request: pytest.FixtureRequest) -> str:
    server: Server = request.getfixturevalue("postgres_server")
    return server.new_database()


def triggers() -> set[tuple[str, str]]:
    """Name and text of every trigger of the database."""
    with db.engine.connect() as connection:
        return {(name, text) for name, text in connection.exec_driver_sql(TRIGGERS[db.engine.dialect.name])}


def checks() -> set[tuple[str, str, str]]:
    """Table, name and text of every CHECK, of which Alembic's comparison knows nothing."""
    looking = inspect(db.engine)
    return {
        (table, str(one["name"]), one["sqltext"])
        for table in looking.get_table_names()
        for one in looking.get_check_constraints(table)
    }


def test_there_is_one_head_and_revisions_are_numbered():
    script = ScriptDirectory(str(MIGRATIONS))
    assert len(script.get_heads()) == 1
    assert all(revision.revision.isdecimal() for revision in script.walk_revisions())


def test_a_migrated_database_is_the_one_that_the_models_describe(empty: Flask):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    by_revisions = triggers(), checks()
    downgrade(revision="base")
    db.create_all()
    assert by_revisions == (triggers(), checks())


def test_rows_keep_what_points_to_them_while_their_table_is_made_anew(empty: Flask):
    upgrade(revision="0014")
    with db.engine.begin() as connection:
        for table, row in BEFORE_0015.items():
            connection.execute(sa.table(table, *map(sa.column, row)).insert().values(row))
    upgrade()
    downgrade(revision="0014")
    upgrade()
    with db.engine.connect() as connection:
        held = "SELECT o.name, o.runs_events FROM venues v JOIN organisations o ON o.id = v.organisation_id"
        assert [tuple(row) for row in connection.exec_driver_sql(held)] == [("Powiat", True)]
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_way_down_leaves_nothing(empty: Flask):
    upgrade()
    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
