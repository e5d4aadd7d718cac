"""Races are run on SQLite always, and on PostgreSQL where there is one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from registration import create_app
from registration.extensions import db as database
from tests.houses import close, make_settings
from tests.letters import House


@pytest.fixture
def on_sqlite(app: Flask) -> Flask:
    """The application on one SQLite file."""
    return app


@pytest.fixture
def on_postgres(tmp_path: Path, postgres_url: str) -> Iterator[Flask]:
    """The application on PostgreSQL, with all its tables."""
    made = create_app(make_settings(tmp_path / "instance", database_url=postgres_url))
    with made.app_context():
        database.create_all()
    yield made
    close(made)


@pytest.fixture(
    params=["on_sqlite", pytest.param("on_postgres", marks=pytest.mark.postgres)],
    ids=["SQLite", "PostgreSQL"],
)
def installation(request: pytest.FixtureRequest) -> Flask:
    """The application on each database."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Flask)
    return found


@pytest.fixture
def house(installation: Flask) -> House:
    """The installation on each database, whose worker the test drives."""
    return House(installation)
