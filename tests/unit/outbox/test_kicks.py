"""The worker is told after the commit, once, and never at the cost of the request."""

from contextlib import suppress
from datetime import timedelta

import pytest
from flask import Flask

from registration import jobs, outbox
from registration.core import clock
from registration.jobs import engine
from registration.outbox import services
from registration.outbox.kicks import TASK
from registration.web.writing import writing
from tests.factories import mails


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of kicked tasks, in order."""
    kicked: list[str] = []
    monkeypatch.setattr(jobs, "kick", kicked.append)
    return kicked


def test_a_committed_mail_kicks_once_when_the_request_is_over(app: Flask, names: list[str]) -> None:
    with app.app_context():
        with writing() as db:
            services.enqueue_many(db, [mails.draft(1), mails.draft(2)], now=clock.now())
        with writing() as db:
            services.enqueue(db, mails.draft(3), now=clock.now())
        assert names == []
    assert names == [TASK]


def test_a_mail_that_is_held_or_rolled_back_kicks_nobody(app: Flask, names: list[str]) -> None:
    with app.app_context():
        with writing() as db:
            services.hold(db, mails.draft(1), now=clock.now(), minutes=5)
        with suppress(ZeroDivisionError), writing() as db:
            services.enqueue(db, mails.draft(2), now=clock.now())
            raise ZeroDivisionError
    assert names == []


def test_a_mail_that_becomes_due_kicks(app: Flask, names: list[str]) -> None:
    with app.app_context(), writing() as db:
        row = services.enqueue(db, mails.draft(1), now=clock.now(), due_at=clock.now() + timedelta(days=1))
        public_id = row.public_id
    assert names == []
    with app.app_context(), writing() as db:
        services.send_again(db, public_id, now=clock.now())
    assert names == [TASK]


def test_a_broken_engine_fails_no_request(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def out_of_order(*_arguments: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(engine.Engine, "kick", out_of_order)
    with app.app_context():
        with writing() as db:
            services.enqueue(db, mails.draft(1), now=clock.now())
        outbox.kick()
    assert "its sweep will run it" in caplog.text
    with app.app_context(), writing() as db:
        assert services.find_by_key(db, "sample:1") is not None
