"""Two days without a mail server, its timeouts, a full disk, a deleted queue: nothing is lost, on each database."""

import errno
import os
import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from registration import create_app, jobs
from registration.core import clock
from registration.extensions import db as database
from registration.outbox import deliver, folder, route, transport
from registration.outbox.models import Failure, MailState, Priority
from registration.web.site import site
from registration.web.writing import reading
from tests.factories.mails import NOW, use_samples
from tests.faults.mail_house import BOTH, enqueue, house, rows, send
from tests.faults.smtp_server import SmtpServer

MINUTE = timedelta(minutes=1)


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    """A server that takes everything."""
    with SmtpServer() as running:
        yield running


@pytest.fixture(params=BOTH)
def app(request: pytest.FixtureRequest, tmp_path: Path, server: SmtpServer) -> Iterator[Flask]:
    """An installation that sends by it."""
    with house(request, tmp_path, server) as made:
        yield made


@pytest.fixture
def at_noon(app: Flask) -> Iterator[time_machine.Traveller]:
    """Noon of 1 June 2026; time stands still unless moved."""
    with app.app_context(), time_machine.travel(NOW, tick=False) as clock_hand:
        yield clock_hand


def test_after_two_days_of_outage_everything_leaves_in_its_order(
    server: SmtpServer, at_noon: time_machine.Traveller
) -> None:
    server.stop()
    enqueue(*range(20), priority=Priority.BULK)
    enqueue(*range(20, 30), priority=Priority.ORDINARY)
    enqueue(*range(30, 35), priority=Priority.PROMPT)
    for quarter in range(4 * 48):
        send()
        if quarter == 100:
            enqueue(35, priority=Priority.PROMPT)
        at_noon.shift(15 * MINUTE)
    found = route.current(reading())
    assert found is not None
    assert (found.failing_since, found.failure) == (NOW, Failure.CONNECTION)
    assert {one.state for one in rows()} == {MailState.WAITING}
    server.start()
    assert send().sent == 36
    order = [int(address.partition("@")[0].removeprefix("osoba")) for address, _ in server.taken]
    assert order == [*range(30, 36), *range(20, 30), *range(20)]
    assert len(set(server.message_ids)) == 36
    reading().rollback()
    mended = route.current(reading())
    assert mended is not None
    assert (mended.failing_since, mended.paused_until, mended.pauses) == (None, None, 0)


def test_an_outage_of_a_week_gives_nothing_up(server: SmtpServer, at_noon: time_machine.Traveller) -> None:
    server.stop()
    enqueue(1)
    for _ in range(7 * 24):
        send()
        at_noon.shift(timedelta(hours=1))
    server.start()
    server.data = lambda address: "451 try later"
    assert send().postponed == 1  # its own five days begin only now
    assert rows()[0].state is MailState.WAITING


def test_a_server_that_hangs_is_left_after_the_timeout(
    app: Flask, server: SmtpServer, at_noon: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "TIMEOUT", 0.2)
    enqueue(1, 2)
    server.stop()
    with socket.create_server(("127.0.0.1", server.port)):  # takes connections and says nothing
        assert send().out_of_reach
    assert rows()[0].failure is Failure.TIMEOUT
    server.start()
    at_noon.shift(MINUTE)
    assert send().sent == 2


def test_a_name_that_nobody_knows_is_told_as_such(
    app: Flask, at_noon: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_address: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", unknown)
    enqueue(1)
    assert send().out_of_reach
    assert rows()[0].failure is Failure.DNS


def test_a_refused_sender_keeps_everything_waiting(
    server: SmtpServer, at_noon: time_machine.Traveller
) -> None:
    server.sender = lambda address: "550 5.7.1 sender not allowed"
    enqueue(1, 2)
    assert send().out_of_reach
    first, second = rows()
    assert (first.state, first.failure) == (MailState.WAITING, Failure.ACCOUNT)
    assert (second.state, second.failure, second.attempts) == (MailState.WAITING, None, 0)
    server.sender = lambda address: None
    at_noon.shift(MINUTE)
    assert send().sent == 2


def test_a_server_that_says_slow_down_is_given_time(
    server: SmtpServer, at_noon: time_machine.Traveller
) -> None:
    taken = iter(range(3))
    server.recipient = lambda address: None if next(taken, None) is not None else "450 4.7.1 rate limit"
    enqueue(*range(10))
    tally = send()
    assert (tally.sent, tally.postponed, tally.again_at) == (3, 1, NOW + 2 * MINUTE)
    at_noon.shift(MINUTE)
    assert send().sent == 0
    at_noon.shift(MINUTE)
    assert send().again_at == NOW + 2 * MINUTE + 4 * MINUTE
    server.recipient = lambda address: None
    at_noon.shift(10 * MINUTE)
    assert send().sent == 7


def test_a_full_disk_loses_no_mail_and_leaves_no_half_file(
    app: Flask, at_noon: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    enqueue(1, 2)
    carrier = folder.FolderCarrier(tmp_path / "mail")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        assert deliver.drain(carrier, site()).out_of_reach
    assert list((tmp_path / "mail").glob("*.eml")) == []
    assert rows()[0].failure is Failure.DISK
    at_noon.shift(MINUTE)
    assert deliver.drain(carrier, site()).sent == 2
    assert len(list((tmp_path / "mail").iterdir())) == 2


def test_mails_leave_when_the_workers_queue_was_deleted(
    app: Flask, server: SmtpServer, at_noon: time_machine.Traveller
) -> None:
    enqueue(1)
    jobs.kick("outbox.deliver")
    app.extensions["zapisy.jobs"].close()
    for file in Path(app.instance_path).glob("huey.sqlite3*"):
        file.unlink()
    again = create_app(app.extensions["zapisy.settings"])  # the worker started anew
    use_samples(again)
    try:
        engine = again.extensions["zapisy.jobs"]
        assert "outbox.deliver" in engine.tick(clock.now())
        with again.app_context():
            jobs.kick("outbox.deliver")
        queued = engine.huey.pending()
        for one in queued:
            engine.huey.execute(one)
    finally:
        engine.close()
        with again.app_context():
            database.session.remove()
            database.engine.dispose()
    assert [address for address, _ in server.taken] == ["osoba1@gmina.example.org"]


def test_a_queue_that_is_deleted_under_the_running_worker_is_made_anew(
    app: Flask, server: SmtpServer, at_noon: time_machine.Traveller
) -> None:
    engine = app.extensions["zapisy.jobs"]
    jobs.kick("outbox.deliver")
    for file in Path(app.instance_path).glob("huey.sqlite3*"):
        file.unlink()
    enqueue(1)
    jobs.kick("outbox.deliver")
    for one in engine.huey.pending():
        engine.huey.execute(one)
    assert len(server.taken) == 1


def test_a_server_that_falls_silent_in_the_middle_is_named_so(
    server: SmtpServer, at_noon: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "TIMEOUT", 0.3)
    server.data = lambda address: time.sleep(1) if address.startswith("osoba1@") else None
    enqueue(1)
    assert send().postponed == 1
    assert rows()[0].failure is Failure.TIMEOUT
