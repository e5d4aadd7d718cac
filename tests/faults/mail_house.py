"""An installation that sends by the test's own SMTP server, on each database, with sample mails."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from registration import create_app
from registration.config import MailSecurity
from registration.core import clock
from registration.extensions import db as database
from registration.outbox import deliver, services, tasks
from registration.outbox.deliver import Tally
from registration.outbox.models import OutgoingEmail
from registration.web.site import site
from registration.web.writing import writing
from tests.factories import mails
from tests.faults.smtp_server import SmtpServer
from tests.houses import make_settings

BOTH = [
    pytest.param("", id="SQLite"),
    pytest.param("postgres_url", marks=pytest.mark.postgres, id="PostgreSQL"),
]
"""For `indirect` use: the fixture that names the database's address."""


@contextmanager
def house(
    request: pytest.FixtureRequest, folder: Path, server: SmtpServer, **more: object
) -> Iterator[Flask]:
    """The application on the database that the test's parameter names."""
    url = request.getfixturevalue(request.param) if request.param else ""
    sending = {"mail_server": "127.0.0.1", "mail_port": server.port, "mail_security": MailSecurity.NONE}
    made = create_app(make_settings(folder / "instance", database_url=url, **sending, **more))
    mails.use_samples(made)
    with made.app_context():
        database.create_all()
    yield made
    made.extensions["zapisy.jobs"].close()
    with made.app_context():
        database.session.remove()
        database.engine.dispose()


def enqueue(*numbers: int, **values: object) -> None:
    """Mails to osoba<number>@…, due now."""
    with writing() as db:
        for number in numbers:
            services.enqueue(db, mails.draft(number, **values), now=clock.now())


def send() -> Tally:
    """One run of the worker's delivery, with the pace of the settings."""
    return deliver.drain(tasks.carrier(), site(), pace=tasks.pace())


def send_by(app: Flask, workers: int) -> list[Tally]:
    """So many workers at once."""

    def work(_number: int) -> Tally:
        with app.app_context():
            return send()

    with ThreadPoolExecutor(workers) as threads:
        return list(threads.map(work, range(workers)))


def rows() -> list[OutgoingEmail]:
    """All mails as they are now, in their order."""
    with writing() as db:
        found = list(db.scalars(select(OutgoingEmail).order_by(OutgoingEmail.id)))
        db.expunge_all()
    return found
