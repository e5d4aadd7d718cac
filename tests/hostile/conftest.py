"""One application for a whole module: Hypothesis asks hundreds of things of it, and its rows stay few."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy import orm

from registration import create_app
from registration.extensions import db as database
from registration.web.limits import limiter
from tests.conftest import make_settings
from tests.factories import accounts
from tests.pages import InspectingClient
from tests.web.role_world import World, make

settings.register_profile(
    "hostile",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("hostile")


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Flask]:
    """An application without rate limits, which have tests of their own, and with quick hashes."""
    folder = tmp_path_factory.mktemp("driven")
    shutil.copy(empty_database, folder / "zapisy.sqlite3")
    made = create_app(make_settings(folder), {"TESTING": True, "SERVER_NAME": "localhost"})
    made.test_client_class = InspectingClient
    accounts.hash_quickly(made)
    limiter.enabled = False
    yield made
    limiter.enabled = True
    with made.app_context():
        database.session.remove()
        database.engine.dispose()


@pytest.fixture(scope="module")
def world(driven: Flask) -> World:
    """One thing of each kind, and one browser for each role."""
    with driven.app_context(), orm.Session(database.engine, expire_on_commit=False) as session:
        return make(driven, session)
