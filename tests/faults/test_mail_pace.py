"""The pace holds for all workers together, on each database, with retries, refusals and crashes counted."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from registration.core import clock
from registration.outbox import deliver, quota
from registration.outbox.models import MailState, Priority
from registration.outbox.pace import Pace
from registration.outbox.tasks import pace
from registration.web.site import site
from registration.web.writing import writing
from tests.factories.mails import NOW
from tests.faults.mail_house import BOTH, enqueue, house, rows, send, send_by
from tests.faults.smtp_server import SmtpServer

PER_MINUTE, PER_HOUR = 6, 30
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    """A server that takes everything."""
    with SmtpServer() as running:
        yield running


@pytest.fixture(params=BOTH)
def app(request: pytest.FixtureRequest, tmp_path: Path, server: SmtpServer) -> Iterator[Flask]:
    """An installation that sends six a minute and thirty an hour."""
    limits = {"mail_per_minute": PER_MINUTE, "mail_per_hour": PER_HOUR}
    with house(request, tmp_path, server, **limits) as made:
        yield made


@pytest.fixture
def at_noon(app: Flask) -> Iterator[time_machine.Traveller]:
    """Noon of 1 June 2026; time stands still unless moved."""
    with app.app_context(), time_machine.travel(NOW, tick=False) as clock_hand:
        yield clock_hand


def most_in(tries: list[datetime], length: timedelta) -> int:
    """The most tries in any window of this length."""
    return max(sum(at - length < one <= at for one in tries) for at in tries)


def test_two_workers_never_send_more_than_the_limits_in_any_window(
    app: Flask, server: SmtpServer, at_noon: time_machine.Traveller
) -> None:
    tries: list[datetime] = []
    whims = random.Random(5)

    def whim(address: str) -> str | None:
        tries.append(clock.now())
        return whims.choice([None, None, None, "450 4.2.0 Greylisted", "550 5.1.1 unknown"])

    server.recipient = whim
    number = 0
    while clock.now() < NOW + timedelta(hours=2, minutes=30):
        fresh = range(number, number := number + whims.randrange(3))
        enqueue(*fresh, priority=whims.choice(list(Priority)))
        send_by(app, 2)
        at_noon.shift(timedelta(seconds=whims.randrange(5, 90)))
    assert most_in(tries, MINUTE) <= PER_MINUTE
    assert most_in(tries, HOUR) == PER_HOUR


def test_a_second_worker_finds_only_what_the_first_has_left(app: Flask, at_noon: object) -> None:
    enqueue(*range(20))
    first = send()
    assert (first.sent, first.again_at) == (PER_MINUTE, NOW + MINUTE)
    second = send()
    assert (second.sent, second.again_at) == (0, NOW + MINUTE)


def test_a_crash_frees_nothing(app: Flask, at_noon: time_machine.Traveller) -> None:
    enqueue(*range(20))
    with writing() as db:
        taken = deliver.claim(db, site(), now=clock.now(), owner="the one that died", pace=pace())
    assert len(taken) == PER_MINUTE
    at_noon.shift(MINUTE)
    assert send().sent == 0  # the dead one may be sending still
    at_noon.shift(deliver.LEASE)
    assert send().sent == PER_MINUTE


def test_what_was_given_back_untried_counts_no_more(
    app: Flask, server: SmtpServer, at_noon: time_machine.Traveller
) -> None:
    enqueue(*range(20))
    server.stop()
    assert send().out_of_reach
    server.start()
    at_noon.shift(MINUTE)
    assert send().sent == PER_MINUTE


def test_a_confirmation_passes_a_mailing_that_has_used_its_part(
    app: Flask, server: SmtpServer, at_noon: time_machine.Traveller
) -> None:
    enqueue(*range(60), priority=Priority.BULK)
    for _ in range(20):
        send()
        at_noon.shift(MINUTE)
    assert len(server.taken) == PER_HOUR * 80 // 100
    enqueue(100, priority=Priority.PROMPT)
    assert send().sent == 1
    assert server.taken[-1][0].startswith("osoba100@")


def test_a_mailing_comes_to_its_end_while_confirmations_keep_coming(
    app: Flask, server: SmtpServer, at_noon: time_machine.Traveller
) -> None:
    enqueue(*range(4), priority=Priority.BULK)
    for number in range(100, 190):
        enqueue(number, priority=Priority.PROMPT)
        send()
        at_noon.shift(MINUTE)
    done = [one.state for one in rows() if one.priority is Priority.BULK]
    assert done == [MailState.SENT] * 4


def test_tries_are_forgotten_when_no_window_counts_them(app: Flask, at_noon: time_machine.Traveller) -> None:
    enqueue(*range(3))
    send()
    with writing() as db:
        quota.forget(db, NOW + HOUR)
        assert quota.room_now(db, Pace(per_hour=3), NOW).total == 0
        quota.forget(db, NOW + timedelta(hours=3))
        assert quota.room_now(db, Pace(per_hour=3), NOW).total == 3
