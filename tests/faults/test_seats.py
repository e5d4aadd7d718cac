"""Many at once for few seats: never one too many, never one too few, nobody turned away by an error.

Eight processes of the whole application on one database, as fast as they can: on SQLite always, on PostgreSQL
where there is one.
"""

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, orm, select

from registration.config import ROOT, Settings
from registration.core import clock
from registration.extensions import db as database
from registration.invites.models import CalendarInvite, Invitee
from registration.outbox import deliver, services
from registration.outbox.models import MailState, OutgoingEmail
from registration.signup.models import Registration, SignUp
from registration.trainings.models import Event
from registration.web.site import site
from tests import factories
from tests.factories import mails
from tests.letters import Bag

PROCESSES = 8
ATTEMPTS = {"sqlite": 300, "postgresql": 100}
"""Of each process; the queue of writers is SQLite's, so it has the longer race."""
SEATS = 200
ROUNDS = 40
PATIENCE = 900
"""Seconds after which a race that hangs is ended; it takes a minute on two idle cores."""

pytestmark = pytest.mark.slow


@pytest.fixture
def session(installation: Flask) -> Iterator[orm.Session]:
    """A session beside the processes'."""
    with installation.app_context():
        found = orm.Session(database.engine, expire_on_commit=False)
        yield found
        found.close()


def coming_event(db: orm.Session, capacity: int) -> Event:
    """An event of two days next month: the processes have the true clock."""
    start = clock.now().replace(hour=7, minute=0, second=0, microsecond=0) + timedelta(days=30)
    made = factories.event(db, capacity=capacity, days=2, start=start)
    db.commit()
    return made


def race(installation: Flask, event: Event, runners: list[tuple[int, int, str]]) -> Counter[str]:
    """Run a process for each (first, last, keys), all off at once; gives the answers' statuses.

    No process may say anything on stderr: a warning or "database is locked" would stand there.
    """
    settings: Settings = installation.extensions["zapisy.settings"]
    go = settings.instance / "go"
    command = [
        sys.executable,
        "-m",
        "tests.faults.seat_seeker",
        str(settings.instance),
        settings.database_url,
    ]
    running = [
        subprocess.Popen(
            [*command, event.slug, str(first), str(last), keys, str(go)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for first, last, keys in runners
    ]  # fmt: skip
    try:
        assert [one.stdout.readline() for one in running if one.stdout] == ["ready\n"] * len(runners)
        go.touch()
        ended = [one.communicate(timeout=PATIENCE) for one in running]
    finally:
        for one in running:
            one.kill()
            one.wait()
    assert [said for _, said in ended if said] == []
    told: Counter[str] = Counter()
    for answers, _ in ended:
        told.update(json.loads(answers))
    return told


def count(db: orm.Session, model: type) -> int:
    """How many rows there are."""
    db.rollback()
    return db.scalar(select(func.count()).select_from(model)) or 0


def seats_taken(db: orm.Session, event: Event) -> int:
    """What the counter says."""
    return db.scalars(select(Event.seats_taken).where(Event.id == event.id)).one()


def test_eight_processes_with_hundreds_of_attempts_each_fill_200_seats_exactly(
    installation: Flask, session: orm.Session
) -> None:
    event, attempts = coming_event(session, SEATS), ATTEMPTS[session.get_bind().dialect.name]
    runners = [(n * attempts + 1, (n + 1) * attempts, f"process-{n}") for n in range(PROCESSES)]
    answers = race(installation, event, runners)
    assert answers == {"303": SEATS, "409": PROCESSES * attempts - SEATS}
    assert count(session, Registration) == count(session, SignUp) == count(session, Invitee) == SEATS
    assert seats_taken(session, event) == SEATS
    assert count(session, CalendarInvite) == 2 * SEATS
    kinds = session.execute(select(OutgoingEmail.kind, func.count()).group_by(OutgoingEmail.kind))
    assert dict(iter(kinds)) == {"signup.confirmation": SEATS, "invites.change": SEATS}


def test_one_address_from_four_processes_at_once_is_registered_once(
    installation: Flask, session: orm.Session
) -> None:
    event = coming_event(session, 10 * ROUNDS)
    answers = race(installation, event, [(1, ROUNDS, f"process-{n}") for n in range(4)])
    assert answers == {"303": 4 * ROUNDS}
    assert count(session, Registration) == ROUNDS
    assert seats_taken(session, event) == ROUNDS
    assert count(session, SignUp) == 4 * ROUNDS
    kinds = session.execute(select(OutgoingEmail.kind, func.count()).group_by(OutgoingEmail.kind))
    assert dict(iter(kinds)) == {
        "signup.confirmation": ROUNDS,
        "invites.change": ROUNDS,
        "signup.repeated": 3 * ROUNDS,
    }


def test_one_form_sent_by_two_processes_at_once_is_one_submission(
    installation: Flask, session: orm.Session
) -> None:
    event = coming_event(session, 10 * ROUNDS)
    answers = race(installation, event, [(1, ROUNDS, "the-same-form")] * 2)
    assert answers == {"303": 2 * ROUNDS}
    assert count(session, Registration) == count(session, SignUp) == ROUNDS
    assert seats_taken(session, event) == ROUNDS


def test_two_workers_never_take_the_same_mail(installation: Flask, session: orm.Session) -> None:
    mails.use_samples(installation)
    services.enqueue_many(session, [mails.draft(number) for number in range(150)], now=clock.now())
    session.commit()
    bags = [Bag() for _ in range(4)]

    def work(bag: Bag) -> None:
        with installation.app_context():
            deliver.drain(bag, site())

    workers = [threading.Thread(target=work, args=(bag,)) for bag in bags]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    taken = Counter(claim.id for bag in bags for claim in bag.claims)
    assert len(taken) == 150
    assert set(taken.values()) == {1}
    session.rollback()
    assert set(session.scalars(select(OutgoingEmail.state))) == {MailState.SENT}
