"""Sign-ups share what they have to know of an event: read once, renewed by any change, private while uncommitted."""

from datetime import timedelta

import pytest
from sqlalchemy import event as listening

from registration.core import clock
from registration.extensions import db as database
from registration.signup.errors import SignUpClosed
from registration.signup.services import SignUpCommand, sign_up
from registration.trainings.models import Event
from registration.web.writing import writing
from tests import factories
from tests.letters import ANSWERS

HOUR = timedelta(hours=1)


@pytest.fixture
def event(db, house):
    made = factories.event(db, days=2)
    db.commit()
    house.join(made, email="first@example.org")
    house.deliver()
    return made


def close(db, event):
    found = db.get_one(Event, event.id)
    found.sign_up_closes_at = clock.now() - HOUR
    db.flush()


def close_and_sign_up(house, event):
    with house.app.app_context(), writing() as db:
        close(db, event)
        sign_up(db, event.id, SignUpCommand(**ANSWERS), now=clock.now())


def test_the_second_sign_up_reads_no_programme(house, event):
    said: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        said.append(statement)

    with house.app.app_context(), writing() as db:
        listening.listen(database.engine, "before_cursor_execute", note)
        sign_up(db, event.id, SignUpCommand(**ANSWERS), now=clock.now())
        listening.remove(database.engine, "before_cursor_execute", note)
    assert said == []


def test_a_change_is_seen_by_whoever_signs_up_next(house, db, event):
    close(db, event)
    db.commit()
    with pytest.raises(SignUpClosed):
        house.join(event, email="second@example.org")


def test_a_day_that_has_become_a_matter_of_choice_is_in_no_entry_of_who_did_not_choose_it(house, db, event):
    db.get_one(Event, event.id).days[1].sessions[0].optional = True
    db.commit()
    house.join(event, email="second@example.org")
    assert [letter.kind for letter in house.deliver()] == ["signup.confirmation"]


def test_what_a_transaction_has_changed_itself_is_seen_by_it_alone(house, event):
    with pytest.raises(SignUpClosed):
        close_and_sign_up(house, event)
    assert house.join(event, email="second@example.org")
