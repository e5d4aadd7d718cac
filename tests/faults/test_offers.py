"""A sign-up and an organiser's edit at the same moment: whoever comes second sees what the first has done."""

import threading
from datetime import timedelta

from flask import Flask

from registration.core import clock
from registration.signup.errors import SignUpClosed
from registration.signup.services import SignUpCommand, sign_up
from registration.trainings.models import Event
from registration.trainings.services.changes import lock
from registration.web.writing import writing
from tests import factories
from tests.letters import ANSWERS

UNDERWAY = 1.0
"""Seconds in which a thread gets as far as it can before the organiser's commit; a slow one has a smaller task."""


def attempt(installation: Flask, event_id: int, number: int) -> str:
    """Sign somebody up; gives what came of it."""
    own = {"submission_key": f"offer-{number}", "email": f"osoba{number}@example.org"}
    with installation.app_context():
        try:
            with writing() as db:
                sign_up(db, event_id, SignUpCommand(**{**ANSWERS, **own}), now=clock.now())
        except SignUpClosed:
            return "closed"
    return "registered"


def test_a_sign_up_that_waited_for_an_organisers_commit_sees_the_change(installation: Flask) -> None:
    with installation.app_context(), writing() as db:
        start = clock.now() + timedelta(days=30)
        event_id = factories.event(db, start=start).id
    assert attempt(installation, event_id, 1) == "registered"
    told: list[str] = []
    waiting = threading.Thread(target=lambda: told.append(attempt(installation, event_id, 2)))
    with installation.app_context(), writing() as db:
        event: Event = lock(db, event_id)
        event.sign_up_closes_at = clock.now() - timedelta(hours=1)
        event.edition += 1
        db.flush()
        waiting.start()
        waiting.join(UNDERWAY)
        assert told == []
    waiting.join()
    assert told == ["closed"]
