"""The outbox on PostgreSQL: several workers share the mails without sharing one."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, orm, select

from registration import create_app, jobs
from registration.config import MailSecurity
from registration.core import clock
from registration.extensions import db as database
from registration.jobs import engine
from registration.outbox import deliver, services
from registration.outbox.deliver import Tally
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.tasks import carrier
from registration.web.site import site
from registration.web.writing import writing
from tests.factories import mails
from tests.faults.smtp_server import SmtpServer
from tests.houses import make_settings

pytestmark = pytest.mark.postgres
WORKERS = 4
MAILS = 60


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    """A server that takes everything."""
    with SmtpServer() as running:
        yield running


@pytest.fixture
def app(tmp_path: Path, server: SmtpServer, postgres_url: str) -> Iterator[Flask]:
    """An application on PostgreSQL."""
    sending = {"mail_server": "127.0.0.1", "mail_port": server.port, "mail_security": MailSecurity.NONE}
    made = create_app(make_settings(tmp_path / "instance", database_url=postgres_url, **sending))
    mails.use_samples(made)
    with made.app_context():
        database.create_all()
    yield made
    with made.app_context():
        database.session.remove()
        database.engine.dispose()
    made.extensions["zapisy.jobs"].close()


def test_workers_at_once_send_each_mail_once(app: Flask, server: SmtpServer) -> None:
    with app.app_context(), writing() as db:
        services.enqueue_many(db, [mails.draft(number) for number in range(MAILS)], now=clock.now())

    def work(_number: int) -> Tally:
        with app.app_context():
            return deliver.drain(carrier(), site())

    with ThreadPoolExecutor(WORKERS) as workers:
        tallies = list(workers.map(work, range(WORKERS)))
    assert sum(tally.sent for tally in tallies) == MAILS
    assert set(Counter(server.message_ids).values()) == {1}
    assert len(server.taken) == MAILS
    with app.app_context():
        sent = select(func.count()).where(OutgoingEmail.state == MailState.SENT)
        assert database.session.scalar(sent) == MAILS


def test_claimed_rows_are_passed_over_by_the_others(app: Flask) -> None:
    with app.app_context():
        with writing() as db:
            services.enqueue_many(db, [mails.draft(number) for number in range(12)], now=clock.now())
        with orm.Session(database.engine) as first, orm.Session(database.engine) as second:
            mine = deliver.claim(first, site(), now=clock.now(), owner="first", batch=4)
            yours = deliver.claim(second, site(), now=clock.now(), owner="second", batch=4)
            assert len(mine) >= 1
            assert len(yours) >= 1
            assert not {one.id for one in mine} & {one.id for one in yours}


def test_the_queue_is_in_the_same_database(app: Flask) -> None:
    ran: list[int] = []
    jobs.task("sample.work")(lambda: ran.append(1))
    found: engine.Engine = app.extensions["zapisy.jobs"]
    with app.app_context():
        jobs.kick("sample.work")
    (queued,) = found.huey.pending()
    found.huey.execute(queued)
    assert ran == [1]
    assert not (Path(app.instance_path) / "huey.sqlite3").exists()
