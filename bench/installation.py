"""An installation of the benchmark's own: a folder, a database, the demo and more, the server."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from flask_migrate import upgrade

from bench import processes, scene
from bench.processes import Server
from registration import create_app
from registration.config import MailSecurity, Settings
from registration.extensions import db
from tests import postgres

DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Installation:
    """What the parts of the benchmark share."""

    app: Flask
    server: Server
    scene: scene.Scene
    database: str
    """One of DATABASES."""


@contextmanager
def installed(database: str) -> Iterator[Installation]:
    """Everything ready to be measured; nothing of it is left afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="zapisy-bench-")))
        settings = _settings(folder, stack.enter_context(_database(database)))
        stack.enter_context(processes.mail_sink(settings.mail_port))
        app = create_app(settings)
        stack.callback(_closed, app)
        with app.app_context():
            upgrade()
            found = scene.made()
        server = stack.enter_context(processes.served(settings, _environment(settings)))
        yield Installation(app, server, found, database)


def _settings(folder: Path, address: str) -> Settings:
    """As an office would have it, behind one proxy: each person who signs up has an address of their own."""
    mail_port = processes.free_port()
    return Settings(
        instance=folder,
        secret_key="bench",
        database_url=address,
        port=next(port for port in processes.PORTS if port > mail_port),
        trusted_proxies=1,
        mail_server="127.0.0.1",
        mail_port=mail_port,
        mail_security=MailSecurity.NONE,
    )


def _environment(settings: Settings) -> dict[str, str]:
    """The settings for the server's process."""
    names = ("instance", "secret_key", "database_url", "port", "trusted_proxies", "mail_server", "mail_port")
    return {name.upper(): str(getattr(settings, name)) for name in names} | {"MAIL_SECURITY": "none"}


@contextmanager
def _database(name: str) -> Iterator[str]:
    """The address of an empty database: SQLite's file in the folder, or a PostgreSQL that writes to the disk."""
    if name == "sqlite":
        yield ""
        return
    server = postgres.start(durable=True)
    try:
        yield server.new_database()
    finally:
        postgres.stop(server)


def _closed(app: Flask) -> None:
    app.extensions["zapisy.jobs"].close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
