"""What every test may use: an application on a fresh database, an inspecting client, a clock that can be set."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import orm, select

from registration.config import Settings
from registration.extensions import db as database
from registration.outbox import claiming
from tests import strict_text
from tests.databases import ON_POSTGRES, Databases, databases, furnished, runs_on_postgres
from tests.houses import Houses, make_settings
from tests.pages import InspectingClient
from tests.postgres import postgres_server, postgres_url

__all__ = ["databases", "furnished", "postgres_server", "postgres_url", "strict_text"]

os.environ["LANGUAGE"] = "pl"
"""Commands answer in Polish, whatever the terminal of whoever runs the tests speaks (registration.web.terminal)."""
LONGEST = (
    "journeys/test_every_address",
    "journeys/test_every_desk_page",
    "faults/test_seats",
    "journeys/test_every_public_page",
    "journeys/",
    "faults/",
    "unit/jobs/test_supervisor",
)
"""Files begun first, so that no process is left with a long one at the end."""
FOREIGN_MARKERS = ("browser", "postgres", "foreign")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Plain `pytest` leaves out what needs other programs, and says so; `make test` sets WHOLE_SUITE=1, and
    TEST_DATABASE=postgresql for its second run."""
    items.sort(
        key=lambda item: next((at for at, part in enumerate(LONGEST) if part in item.nodeid), len(LONGEST))
    )
    if ON_POSTGRES:
        leave_out(config, items, [item for item in items if not runs_on_postgres(item)])
    elif not os.environ.get("WHOLE_SUITE") and not config.getoption("markexpr"):
        foreign = [item for item in items if any(item.get_closest_marker(name) for name in FOREIGN_MARKERS)]
        if len(foreign) < len(items):
            leave_out(config, items, foreign)


def leave_out(config: pytest.Config, items: list[pytest.Item], unwanted: list[pytest.Item]) -> None:
    """Take tests off the list, and say how many."""
    config.hook.pytest_deselected(items=unwanted)
    gone = set(unwanted)
    items[:] = [item for item in items if item not in gone]


def pytest_report_header(config: pytest.Config) -> str:
    """Say what this run leaves out."""
    if ON_POSTGRES:
        return "on PostgreSQL: the tests that use a database (tests/databases.py)"
    if os.environ.get("WHOLE_SUITE"):
        return "whole suite: with browser, PostgreSQL and foreign programs"
    return "browser, PostgreSQL and foreign-program tests are left out: `make test` runs them"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failure: something that should be there is missing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("CI") and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{len(skipped)} tests were skipped; in CI that is a failure", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates are compiled once, not once for each test's application."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def common_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the application that tests share."""
    return make_settings(tmp_path_factory.mktemp("house") / "instance")


@pytest.fixture(scope="session")
def houses(databases: Databases, compiled_templates: BytecodeCache, common_settings: Settings) -> Houses:
    """Where the tests' applications come from."""
    return Houses(databases, compiled_templates, common_settings)


@pytest.fixture
def settings(request: pytest.FixtureRequest, common_settings: Settings, tmp_path: Path) -> Settings:
    """The settings of the test's application; a test that overrides this has an application of its own."""
    own = request.node.get_closest_marker("own_application")
    return make_settings(tmp_path / "instance") if own else common_settings


@pytest.fixture
def app(settings: Settings, houses: Houses) -> Iterator[Flask]:
    """An application with an empty database."""
    with houses.lend(settings) as lent:
        yield lent


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many mails one claim makes depends on the time that it takes; on a busy machine no test may."""
    monkeypatch.setattr(claiming, "WRITING_BUDGET", 3600.0)


@pytest.fixture
def client(app: Flask) -> InspectingClient:
    """A visitor: every page fetched passes the inspection of house rule 10."""
    found = app.test_client()
    assert isinstance(found, InspectingClient)
    return found


@pytest.fixture
def db(app: Flask) -> Iterator[orm.Session]:
    """A session of the test's own, outside any request; commit what requests are to see."""
    with app.app_context():
        session = orm.Session(database.engine, expire_on_commit=False)
        yield session
        session.close()


@pytest.fixture
def personal_link(app: Flask) -> Callable[[orm.Session], str]:
    """Gives the path of the newest registration's personal link."""
    from registration.core.tokens import Purpose
    from registration.signup.models import Registration

    def link(session: orm.Session) -> str:
        session.rollback()
        newest = session.scalars(select(Registration).order_by(Registration.id.desc())).first()
        assert newest is not None
        token = app.extensions["zapisy.site"].token(Purpose.REGISTRATION, newest.public_id, newest.generation)
        return f"/sign-up/my/{token}"

    return link
