"""The staff of an event: entered by an organiser, and sent calendar entries of their days."""

import pytest
from sqlalchemy import select

from registration.accounts.audit import Actor
from registration.core import clock
from registration.invites.errors import AddressMissing, DaysMissing, StaffUnnamed
from registration.invites.models import EventStaff
from registration.invites.services.staff import Doing, StaffFacts, add_staff, change_staff, remove_staff
from registration.trainings.hooks import count_people_to_tell
from registration.web.site import site
from registration.web.writing import writing
from tests import factories
from tests.factories.trainings import FIRST_START
from tests.unit.invites.edits import DAY, two_days

ORGANISER = Actor("user", 1, "Osoba (przykład)")


@pytest.fixture
def staffed(app):
    """What the desk does with the staff."""

    def act(service, event, *args):
        with app.app_context(), writing() as db:
            service(db, event.id, *args, Doing(ORGANISER, clock.now(), site()))

    return act


def facts(**values):
    base = {
        "name": "Jan Recepcja",
        "duty": "recepcja",
        "email": "recepcja@example.org",
        "calendar_entries": True,
        "all_days": True,
        "day_ids": frozenset(),
    }
    return StaffFacts(**{**base, **values})


def test_staff_have_entries_of_their_days(house, db, staffed, hold_over):
    event = two_days(db)
    staffed(add_staff, event, facts(all_days=False, day_ids=frozenset({event.days[1].id})))
    hold_over()
    [letter] = house.deliver()
    assert letter.entry.start == FIRST_START + DAY
    text = letter.text.replace("\u00a0", " ")
    assert "są Państwo w obsłudze tego wydarzenia" in text
    assert "Zadanie: recepcja" in text
    assert "Administratorem Państwa danych jest" in text
    [one] = db.scalars(select(EventStaff)).all()
    staffed(change_staff, event, one.id, facts())
    hold_over()
    [more] = house.deliver()
    assert more.entry.start == FIRST_START
    assert "Administratorem Państwa danych" not in more.text.replace("\u00a0", " ")
    staffed(remove_staff, event, one.id)
    hold_over()
    taken = house.deliver()
    assert {one.entry.method for one in taken} == {"CANCEL"}
    assert {one.entry.uid for one in taken} == {letter.entry.uid, more.entry.uid}
    assert "nie pracują już Państwo" in taken[0].text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (facts(name=" "), StaffUnnamed),
        (facts(email=""), AddressMissing),
        (facts(all_days=False), DaysMissing),
        (facts(all_days=False, day_ids=frozenset({10**9})), DaysMissing),
    ],
)
def test_staff_that_cannot_be_is_refused(db, staffed, given, refusal):
    event = two_days(db)
    with pytest.raises(refusal):
        staffed(add_staff, event, given)
    assert db.scalars(select(EventStaff)).all() == []


def test_a_cancellation_counts_everybody_whom_it_reaches_once(house, db, staffed):
    event = two_days(db)
    factories.speaker(db, event, event.sessions[0], email="prowadzaca@example.org")
    db.commit()
    house.join(event, email="prowadzaca@example.org")
    house.join(event)
    staffed(add_staff, event, facts())
    db.rollback()
    assert count_people_to_tell(db, event.id) == 3
