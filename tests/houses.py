"""The applications under the tests. Making one takes ten times as long as emptying its database, and a new one has
to learn everything anew (addresses, statements, templates): so the tests of one process share one, and only a test
with settings of its own has its own.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from jinja2 import BytecodeCache

from registration import create_app, jobs
from registration.config import Settings
from registration.extensions import db
from registration.web.kept import PageCache
from tests.databases import Databases
from tests.pages import InspectingClient


class Houses:
    """Lends applications on an empty database."""

    def __init__(self, databases: Databases, templates: BytecodeCache, common: Settings) -> None:
        self.databases, self.templates, self.common = databases, templates, common
        self._shared: Flask | None = None

    @contextmanager
    def lend(self, settings: Settings) -> Iterator[Flask]:
        """The shared application for the common settings, otherwise one made for this test."""
        with self.databases.for_one_test(settings) as furnished:
            if settings is not self.common:
                app = self._make(furnished)
            else:
                self._shared = app = self._shared or self._make(furnished)
            kept = Kept(app)
            yield app
            close(app)
            kept.put_back()

    def _make(self, settings: Settings) -> Flask:
        made = create_app(settings, {"TESTING": True, "SERVER_NAME": "localhost"})
        made.jinja_env.bytecode_cache = self.templates
        made.test_client_class = InspectingClient
        return made


class Kept:
    """What a test may change about an application, and what the application itself remembers."""

    def __init__(self, app: Flask) -> None:
        self.app, self.config, self.extensions = app, dict(app.config), dict(app.extensions)
        self.loader = app.jinja_loader

    def put_back(self) -> None:
        """As it was, with an empty memory and an empty instance folder."""
        self.app.config.clear()
        self.app.config.update(self.config)
        self.app.extensions.update(self.extensions)
        self.app.jinja_loader = self.loader
        jobs.configure(self.app)
        self.app.extensions["zapisy.pages"] = PageCache()
        shutil.rmtree(self.app.instance_path)


def close(app: Flask) -> None:
    """Let go of the application's connections."""
    app.extensions["zapisy.jobs"].close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def make_settings(folder: Path, **more: object) -> Settings:
    """Settings of a test's own installation in `folder`."""
    return Settings(**{"instance": folder, "secret_key": "test-key", "base_url": "http://localhost", **more})  # type: ignore[arg-type]
