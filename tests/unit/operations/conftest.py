"""An installation with a person in it, on each database, and an empty place for its backup."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import stamp
from sqlalchemy import select

from registration import create_app
from registration.core import clock
from registration.core.tokens import Purpose
from registration.extensions import db as database
from registration.signup.models import Registration
from registration.web.writing import writing
from tests import factories
from tests.faults.conftest import installation, on_postgres, on_sqlite
from tests.houses import close, make_settings
from tests.letters import House
from tests.postgres import Server

__all__ = ["installation", "on_postgres", "on_sqlite"]


@pytest.fixture
def link(installation: Flask) -> str:
    """The path of the personal link of the one person who is registered."""
    with installation.app_context():
        stamp()
        with writing() as db:
            event = factories.event(db, start=clock.now().replace(minute=0) + timedelta(days=30))
            db.flush()
            db.expunge_all()
        House(installation).join(event)
        found = database.session.scalars(select(Registration)).one()
        token = installation.extensions["zapisy.site"].token(
            Purpose.REGISTRATION, found.public_id, found.generation
        )
    close(installation)
    return f"/sign-up/my/{token}"


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, installation: Flask, tmp_path: Path) -> Iterator[Flask]:
    """An empty installation of the same kind, with another key; its key comes from its folder."""
    address = installation.extensions["zapisy.settings"].database_url
    if address:
        server: Server = request.getfixturevalue("postgres_server")
        address = server.new_database()
    made = create_app(make_settings(tmp_path / "elsewhere", database_url=address, secret_key=""))
    yield made
    close(made)
