"""Forty people sign up for five days of training, at an office whose mailbox takes a hundred mails an hour: the desk
says when the last mail leaves, and so it happens. A real server on loopback, the worker's own task, the clock moved."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from registration.core import clock
from registration.extensions import db as database
from registration.outbox import tasks, told
from registration.outbox.models import MailState, OutgoingEmail, Priority
from registration.outbox.told import Ending
from registration.signup.services import SignUpCommand, sign_up
from registration.trainings.hooks import tell_programme_changed
from registration.trainings.models import Event, EventSession
from registration.web.writing import reading, writing
from tests.factories import mails, trainings
from tests.faults.mail_house import BOTH, house
from tests.faults.smtp_server import SmtpServer
from tests.letters import ANSWERS

PEOPLE, DAYS, PER_HOUR = 40, 5, 100
TICK, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    """A server that takes everything."""
    with SmtpServer() as running:
        yield running


@pytest.fixture(params=BOTH)
def app(request: pytest.FixtureRequest, tmp_path: Path, server: SmtpServer) -> Iterator[Flask]:
    """An installation that sends a hundred an hour."""
    with house(request, tmp_path, server, mail_per_hour=PER_HOUR) as made:
        yield made


@pytest.fixture
def at_noon(app: Flask) -> Iterator[time_machine.Traveller]:
    """Noon of 1 June 2026; time stands still unless moved."""
    with app.app_context(), time_machine.travel(mails.NOW, tick=False) as clock_hand:
        yield clock_hand


@pytest.fixture
def event_id(at_noon: object) -> int:
    """The training, with forty people who signed up at noon."""
    with writing() as db:
        made = trainings.event(db, days=DAYS, capacity=100)
        number = made.id
    for person in range(PEOPLE):
        join(number, person)
    return number


def join(event_id: int, person: int) -> None:
    """One sign-up."""
    own = {"email": f"osoba{person}@gmina.example.org", "submission_key": f"submission-key-{person:04}"}
    with writing() as db:
        sign_up(db, event_id, SignUpCommand(**{**ANSWERS, **own}), now=clock.now())


def ending(event_id: int) -> Ending:
    """What the event's page says now."""
    found = told.ending(reading(), clock.now(), told.about_event(event_id))
    assert found is not None
    return found


def work_until(clock_hand: time_machine.Traveller, over: Callable[[], bool]) -> datetime:
    """The worker's task minute by minute, until it is over; gives when the last mail left."""
    for _ in range(24 * 60):
        tasks.run()
        if over():
            return clock.now()
        clock_hand.shift(TICK)
    raise AssertionError("a day was not enough")


def waiting(*priorities: Priority) -> int:
    """How many mails of these priorities have not left."""
    not_sent = OutgoingEmail.state != MailState.SENT, OutgoingEmail.priority.in_(priorities)
    return reading().scalar(select(func.count()).where(*not_sent)) or 0


def all_gone() -> bool:
    """Whether nothing waits any more."""
    return not waiting(*Priority)


def test_the_forecast_made_at_the_start_is_right(
    server: SmtpServer, at_noon: time_machine.Traveller, event_id: int
) -> None:
    said = ending(event_id)
    assert (said.number, said.limits) == (PEOPLE * DAYS, "limit: 100 na godzinę")
    tasks.run()
    assert len(server.taken) == PER_HOUR
    ended = work_until(at_noon, all_gone)
    assert len(server.taken) == PEOPLE * DAYS
    assert abs(ended - said.at) <= TICK
    assert said.at == mails.NOW + HOUR


def test_a_moved_training_and_a_mailing_are_forecast_with_the_confirmations(
    server: SmtpServer, at_noon: time_machine.Traveller, event_id: int
) -> None:
    work_until(at_noon, all_gone)
    begun = clock.now()
    move(event_id)
    invite(300)
    at_noon.shift(timedelta(minutes=6))  # the changes were held for further edits
    said, whole = ending(event_id), told.ending(reading(), clock.now())
    assert whole is not None
    work_until(at_noon, lambda: not waiting(Priority.ORDINARY))
    assert abs(clock.now() - said.at) <= TICK
    join(event_id, 999)  # while invitations wait, a confirmation goes at once
    tasks.run()
    assert any(address.startswith("osoba999@") for address, _ in server.taken[-DAYS:])
    ended = work_until(at_noon, all_gone)
    assert ended - whole.at <= timedelta(minutes=15)  # five more mails came than were forecast
    assert ended > begun + 4 * HOUR


def test_after_an_outage_in_the_middle_the_forecast_says_what_holds_then(
    server: SmtpServer, at_noon: time_machine.Traveller, event_id: int
) -> None:
    tasks.run()
    at_noon.shift(timedelta(minutes=30))
    server.stop()
    at_noon.shift(timedelta(minutes=30))
    for _ in range(120):
        tasks.run()
        at_noon.shift(TICK)
    assert len(server.taken) == PER_HOUR
    join_more = PEOPLE + 1
    join(event_id, join_more)
    assert told.ending(reading(), clock.now()) is None
    server.start()
    work_until(at_noon, lambda: len(server.taken) > PER_HOUR)
    said = ending(event_id)
    assert said.at > mails.NOW + 3 * HOUR
    ended = work_until(at_noon, all_gone)
    assert abs(ended - said.at) <= TICK
    assert len(server.taken) == len(set(server.message_ids)) == (PEOPLE + 1) * DAYS


def move(event_id: int) -> None:
    """All sessions one hour later."""
    with writing() as db:
        event = db.get_one(Event, event_id)
        for one in db.query(EventSession).filter_by(event_id=event_id):
            assert one.starts_at is not None
            assert one.ends_at is not None
            one.starts_at, one.ends_at = one.starts_at + HOUR, one.ends_at + HOUR
        event.updated_at = clock.now()
        db.flush()
        tell_programme_changed(db, event_id, clock.now())


def invite(number: int) -> None:
    """So many mails of a mailing."""
    with writing() as db:
        for one in range(number):
            database.session.add(
                OutgoingEmail(
                    **{
                        "public_id": f"bulk{one:08}",
                        "kind": mails.KIND,
                        "recipient": f"zaproszony{one}@gmina.example.org",
                        "dedupe_key": f"bulk:{one}",
                        "priority": Priority.BULK,
                        "due_at": clock.now(),
                        "created_at": clock.now(),
                    }
                )
            )
        db.flush()
