"""The numbered revisions make exactly the tables of the models."""

import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

from registration import create_app
from registration.core.database import Base
from registration.extensions import db
from registration.web.site import settings
from tests.conftest import make_settings

MIGRATIONS = Path(__file__).resolve().parents[2] / "registration" / "migrations"


def triggers(path: Path) -> set[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        found = set(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    connection.close()
    return found


def test_there_is_one_head_and_revisions_are_numbered():
    script = ScriptDirectory(str(MIGRATIONS))
    assert len(script.get_heads()) == 1
    assert all(revision.revision.isdecimal() for revision in script.walk_revisions())


def test_a_migrated_database_is_the_one_that_the_models_describe(tmp_path: Path, empty_database: Path):
    app = create_app(make_settings(tmp_path))
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            differences = compare_metadata(context, Base.metadata)
        path = settings().instance / "zapisy.sqlite3"
        db.engine.dispose()
    assert differences == []
    assert triggers(path) == triggers(empty_database)


def test_the_way_down_leaves_nothing(tmp_path: Path):
    app = create_app(make_settings(tmp_path))
    with app.app_context():
        upgrade()
        downgrade(revision="base")
        with db.engine.connect() as connection:
            left = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'alembic_version'"
            ).all()
        db.engine.dispose()
    assert left == []
