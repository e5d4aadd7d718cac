"""A worker killed in the middle of its mails: none is lost, at most the ones on the wire come twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import func, orm, select

from registration.config import ROOT, Settings
from registration.core import clock
from registration.outbox import services
from registration.outbox.deliver import LEASE
from registration.outbox.models import MailState, OutgoingEmail
from registration.web.writing import writing
from tests.factories import mails
from tests.faults.mail_worker import THREADS
from tests.faults.smtp_server import SmtpServer

MAILS = 600
KILLED_AT = (150, 350)


@contextmanager
def worker(settings: Settings, port: int, ahead: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker process whose clock is `ahead` seconds ahead."""
    command = [
        sys.executable,
        "-m",
        "tests.faults.mail_worker",
        str(settings.instance),
        str(port),
        str(ahead),
    ]
    own = {"PYTHONPATH": str(ROOT), "DATABASE_URL": settings.database_url}
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(condition: Callable[[], bool]) -> None:
    """Until the condition holds; the patience is only there to end a test that hangs."""
    for _ in range(6000):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("waited for five minutes")


@pytest.mark.slow
def test_a_killed_worker_loses_no_mail_and_doubles_at_most_one_per_thread(
    app: Flask, db: orm.Session
) -> None:
    settings = app.extensions["zapisy.settings"]
    with app.app_context(), writing() as session:
        drafts = [mails.draft(number) for number in range(MAILS)]
        services.enqueue_many(session, drafts, now=clock.now())
    with SmtpServer() as server:
        for life, limit in enumerate(KILLED_AT):
            ahead = life * int(LEASE.total_seconds() + 1)
            with worker(settings, server.port, ahead) as process:
                wait_for(lambda limit=limit: len(server.taken) >= limit)
                process.send_signal(signal.SIGKILL)
        ahead = len(KILLED_AT) * int(LEASE.total_seconds() + 1)
        with worker(settings, server.port, ahead) as process:
            wait_for(lambda: _in_state(db, MailState.SENT) == MAILS)
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
    counted = Counter(server.message_ids)
    assert len(counted) == MAILS
    assert counted.total() - MAILS <= THREADS * len(KILLED_AT)
    assert counted.total() > MAILS - 1
    assert _bytes_per_message(server) == 1


def _in_state(db: orm.Session, state: MailState) -> int:
    db.rollback()
    return db.scalar(select(func.count()).where(OutgoingEmail.state == state)) or 0


def _bytes_per_message(server: SmtpServer) -> int:
    """How many different contents came under one Message-ID, at most."""
    contents: dict[str, set[bytes]] = {}
    for name, (_, content) in zip(server.message_ids, server.taken, strict=True):
        contents.setdefault(name, set()).add(content)
    return max(len(found) for found in contents.values())
