"""Needs are erased after the event, and leave no trace in the audit trail."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.accounts.models import AuditLine
from registration.core import clock
from registration.signup import tasks
from registration.signup.models import Registration
from registration.trainings.models import Visibility
from tests import factories

DAY = timedelta(days=1)
NEEDS = "Pętla indukcyjna"


@pytest.fixture
def event(db):
    made = factories.event(db)
    db.commit()
    return made


def needs(db):
    db.rollback()
    return list(db.scalars(select(Registration.needs).order_by(Registration.id)))


def run(house):
    with house.app.app_context():
        tasks.erase_needs()


def test_needs_are_erased_thirty_days_after_the_end(house, db, event, time):
    house.join(event, needs=NEEDS)
    house.join(event, email="bez@example.org")
    time.move_to(event.ends_at + 30 * DAY - timedelta(minutes=1))
    run(house)
    assert needs(db) == [NEEDS, ""]
    time.shift(timedelta(minutes=1))
    run(house)
    assert needs(db) == ["", ""]
    [line] = db.scalars(select(AuditLine).where(AuditLine.action == "registration.needs_erased"))
    assert line.actor_kind == "program"
    assert NEEDS not in str((line.before, line.after))


def test_a_resignation_s_needs_and_a_cancelled_event_s_go_too(house, db, event, time):
    house.resign(house.join(event, needs=NEEDS))

    def call_off(session, found):
        found.visibility, found.cancelled_at = Visibility.CANCELLED, clock.now()

    house.edit(event, call_off)
    time.shift(29 * DAY)
    run(house)
    assert needs(db) == [NEEDS]
    time.shift(DAY)
    run(house)
    assert needs(db) == [""]


def test_hundreds_are_erased_in_one_run(house, db, event, time, monkeypatch):
    for number in range(7):
        house.join(event, email=f"o{number}@example.org", needs=NEEDS)
    monkeypatch.setattr(tasks.queries.with_outlived_needs, "__defaults__", (3,))
    time.move_to(event.ends_at + 31 * DAY)
    run(house)
    assert set(needs(db)) == {""}
