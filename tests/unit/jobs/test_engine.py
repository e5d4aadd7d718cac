"""Tasks by name: registered, kicked, run in a context of their own, repeated."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, current_app

from registration import jobs
from registration.config import Settings
from registration.jobs import engine
from registration.jobs.registry import tasks

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_tasks(app: Flask) -> Iterator[None]:
    """Only the test's own tasks."""
    kept = dict(tasks)
    tasks.clear()
    yield
    tasks.clear()
    tasks.update(kept)


@pytest.fixture
def of_app(app: Flask) -> engine.Engine:
    """The application's engine."""
    found: engine.Engine = app.extensions["zapisy.jobs"]
    return found


def run_queue(of_app: engine.Engine) -> int:
    """Do what a worker's thread does until the queue is empty; how many."""
    count = 0
    while (queued := of_app.huey.dequeue()) is not None:
        of_app.huey.execute(queued)
        count += 1
    return count


def test_a_kicked_task_runs_in_an_application_context(app: Flask, of_app: engine.Engine) -> None:
    ran: list[str] = []
    jobs.task("sample.work")(lambda: ran.append(current_app.name))
    with app.app_context():
        jobs.kick("sample.work")
    assert ran == []
    assert run_queue(of_app) == 1
    assert ran == ["registration"]


def test_a_task_that_fails_is_logged_and_the_next_one_runs(
    app: Flask, of_app: engine.Engine, caplog: pytest.LogCaptureFixture
) -> None:
    ran: list[int] = []

    def fail() -> None:
        raise ValueError("broken")

    jobs.task("sample.broken")(fail)
    jobs.task("sample.work")(lambda: ran.append(1))
    with app.app_context(), caplog.at_level(logging.ERROR):
        for name in ("sample.broken", "sample.unknown", "sample.work"):
            jobs.kick(name)
        run_queue(of_app)
    assert ran == [1]
    assert "task sample.broken failed" in caplog.text
    assert "task sample.unknown failed" in caplog.text


def test_periodic_tasks_run_at_the_start_and_then_each_in_its_own_time(of_app: engine.Engine) -> None:
    jobs.periodic("every.minute", minutes=1)(lambda: None)
    jobs.periodic("every.hour", minutes=60)(lambda: None)
    jobs.task("when.kicked")(lambda: None)
    assert of_app.tick(NOON) == ["every.minute", "every.hour"]
    assert of_app.tick(NOON + timedelta(seconds=59)) == []
    assert of_app.tick(NOON + timedelta(seconds=60)) == ["every.minute"]
    assert of_app.tick(NOON + timedelta(minutes=75)) == ["every.minute", "every.hour"]


@pytest.mark.sqlite
def test_the_queue_is_a_file_beside_the_database(
    app: Flask, settings: Settings, of_app: engine.Engine
) -> None:
    assert not (settings.instance / "huey.sqlite3").exists()
    with app.app_context():
        jobs.kick("sample.work")
    assert (settings.instance / "huey.sqlite3").exists()


@pytest.mark.sqlite
def test_a_queue_that_cannot_be_written_is_only_logged(
    app: Flask, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    (settings.instance / "huey.sqlite3").mkdir()
    with app.app_context():
        jobs.kick("sample.work")
    assert "could not be queued" in caplog.text


def test_every_registered_task_of_the_house_has_a_sweep_or_is_named_here(app: Flask) -> None:
    from registration import mailings, outbox

    outbox.register_tasks()
    mailings.register_tasks()
    assert {"outbox.deliver", "outbox.erase"} <= set(tasks)
    assert [one.name for one in tasks.values() if not one.minutes] == []
