"""One application for a whole module: Hypothesis asks hundreds of things of it, and its rows stay few."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import delete, orm

from registration import create_app
from registration.core.database import Base
from registration.extensions import db as database
from registration.web.limits import limiter
from tests.databases import Furnish
from tests.factories import accounts
from tests.houses import close, make_settings
from tests.pages import InspectingClient
from tests.web.role_world import World, make

hypothesis_settings.register_profile(
    "hostile",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
hypothesis_settings.load_profile("hostile")


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory, furnished: Furnish) -> Iterator[Flask]:
    """An application without rate limits, which have tests of their own, and with quick hashes."""
    settings = furnished(make_settings(tmp_path_factory.mktemp("driven")))
    made = create_app(settings, {"TESTING": True, "SERVER_NAME": "localhost"})
    made.test_client_class = InspectingClient
    accounts.hash_quickly(made)
    limiter.enabled = False
    yield made
    limiter.enabled = True
    close(made)


@pytest.fixture(scope="module")
def world(driven: Flask) -> World:
    """One thing of each kind, and one browser for each role."""
    with driven.app_context(), orm.Session(database.engine, expire_on_commit=False) as session:
        return make(driven, session)


def empty(db: orm.Session) -> None:
    """Take all rows away, for a test that begins anew in the same installation."""
    for table in reversed(Base.metadata.sorted_tables):
        db.execute(delete(table))
