"""The queue's storage is deleted while the program runs: nobody notices, and what was asked for is done."""

import pytest
from flask import Flask
from sqlalchemy import text

from registration import jobs
from registration.extensions import db as database
from registration.jobs.engine import Engine


def destroy(app: Flask) -> None:
    """As somebody does who cleans up."""
    settings = app.extensions["zapisy.settings"]
    if not settings.database_url:
        for path in settings.instance.glob("huey.sqlite3*"):
            path.unlink()
        return
    with app.app_context(), database.engine.begin() as connection:
        connection.execute(text("DROP TABLE huey_task, huey_schedule, huey_kv, huey_counter"))


@pytest.fixture
def engine(installation: Flask) -> Engine:
    """The engine with its storage open."""
    found: Engine = installation.extensions["zapisy.jobs"]
    assert found.huey.pending() == []
    return found


def test_a_kick_after_the_storage_was_deleted_is_done(installation: Flask, engine: Engine) -> None:
    ran: list[str] = []
    jobs.task("sample.work")(lambda: ran.append("done"))
    destroy(installation)
    with installation.app_context():
        jobs.kick("sample.work")
    (queued,) = engine.huey.pending()
    engine.huey.execute(queued)
    assert ran == ["done"]


def test_the_worker_mends_what_nobody_has_kicked(installation: Flask, engine: Engine) -> None:
    destroy(installation)
    engine.mend()
    assert engine.huey.pending() == []
    engine.kick("outbox.deliver")
    assert len(engine.huey.pending()) == 1


def test_two_processes_meet_in_the_storage_that_one_of_them_made(installation: Flask, engine: Engine) -> None:
    other = Engine(installation)
    assert other.huey.pending() == []
    destroy(installation)
    other.mend()
    engine.kick("outbox.deliver")
    assert len(other.huey.pending()) == 1
    other.close()
