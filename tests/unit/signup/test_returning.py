"""Undoing a resignation: the seat, the calendar, the mails."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.accounts.audit import Actor, history
from registration.core import clock
from registration.signup.errors import EventFull, NotUndoable, RegisteredAnew
from registration.signup.models import Registration
from registration.signup.services import remove, undo_end, withdraw
from registration.signup.states import RULES, RegistrationState
from registration.trainings.models import Event, Visibility
from registration.web.site import site
from registration.web.writing import writing
from tests import factories
from tests.factories.trainings import FIRST_START

HOUR = timedelta(hours=1)
ORGANISER = Actor("user", 1, "Anna Organizatorka")


@pytest.fixture
def event(db):
    made = factories.event(db, days=2, capacity=2)
    db.commit()
    return made


def state_of(db, registration_id):
    db.rollback()
    return db.get_one(Registration, registration_id, populate_existing=True).state


def seats(db, event):
    db.rollback()
    return db.scalars(select(Event.seats_taken).where(Event.id == event.id)).one()


def told(house, act, registration_id, **more):
    with house.app.app_context(), writing() as db:
        act(db, registration_id, now=clock.now(), **more)


def test_whoever_comes_back_after_the_cancel_left_has_new_entries_and_a_mail(house, db, event, time):
    one = house.join(event)
    asked = house.deliver()
    house.resign(one)
    taken = house.deliver()
    house.come_back(one)
    back = house.deliver()
    assert [letter.kind for letter in back] == ["signup.restored", "invites.change"]
    assert "zgłoszenie znów jest ważne" in back[0].text
    assert [letter.entry.method for letter in back] == ["REQUEST", "REQUEST"]
    old = {letter.entry.uid for letter in asked}
    assert old == {letter.entry.uid for letter in taken}
    assert old.isdisjoint(letter.entry.uid for letter in back)
    assert [letter.entry.sequence for letter in back] == [0, 0]
    assert state_of(db, one) == "confirmed"
    assert seats(db, event) == 1


def test_while_the_cancel_is_unsent_undoing_sends_nothing_and_the_entry_lives(house, db, event, time):
    one = house.join(event)
    asked = house.deliver()
    house.resign(one)
    house.come_back(one)
    assert house.deliver() == []
    time.shift(HOUR)
    house.edit(event, lambda session, found: setattr(found, "title", "Nowy tytuł"))
    time.shift(HOUR)
    changed = house.deliver()
    assert {letter.entry.uid for letter in changed} == {letter.entry.uid for letter in asked}


def test_what_was_edited_while_the_person_was_away_reaches_them(house, db, event, time):
    one = house.join(event)
    asked = house.deliver()
    house.resign(one)
    house.edit(event, lambda session, found: setattr(found, "title", "Nowy tytuł"))
    house.come_back(one)
    time.shift(HOUR)
    changed = house.deliver()
    assert {letter.entry.uid for letter in changed} == {letter.entry.uid for letter in asked}
    assert all(letter.entry.summary.startswith("Nowy tytuł") for letter in changed)


def test_whoever_resigns_and_returns_before_any_mail_gets_one_confirmation(house, db, event):
    one = house.join(event)
    house.resign(one)
    house.come_back(one)
    letters = house.deliver()
    assert [letter.kind for letter in letters] == ["signup.restored", "invites.change"]
    assert [letter.entry.method for letter in letters] == ["REQUEST", "REQUEST"]


def test_back_and_forth_ends_as_the_last_click_says(house, db, event, time):
    one = house.join(event)
    house.deliver()
    for _ in range(3):
        house.resign(one)
        house.come_back(one)
    assert house.deliver() == []
    house.resign(one)
    taken = house.deliver()
    assert sorted(letter.kind for letter in taken) == ["invites.change", "signup.withdrawn"]
    house.come_back(one)
    house.deliver()
    house.resign(one)
    assert [letter.entry.method for letter in house.deliver()] == ["CANCEL", "CANCEL"]
    assert seats(db, event) == 0


def test_a_second_click_changes_nothing(house, db, event):
    one = house.join(event)
    house.resign(one)
    house.come_back(one)
    house.come_back(one)
    assert seats(db, event) == 1


def test_without_a_seat_the_resignation_stands(house, db, event):
    one = house.join(event)
    house.resign(one)
    for number in range(2):
        house.join(event, email=f"osoba{number}@example.org")
    with pytest.raises(EventFull):
        house.come_back(one)
    assert state_of(db, one) == "withdrawn"
    assert seats(db, event) == 2


def test_whoever_signed_up_anew_has_one_registration(house, db, event):
    one = house.join(event)
    house.resign(one)
    house.join(event)
    with pytest.raises(RegisteredAnew):
        house.come_back(one)
    assert seats(db, event) == 1


def test_it_can_be_undone_after_sign_up_has_closed_but_not_after_the_start(house, db, time):
    event = factories.event(db, sign_up_closes_at=FIRST_START - 10 * HOUR)
    db.commit()
    one = house.join(event)
    house.resign(one)
    time.move_to(FIRST_START - HOUR)
    house.come_back(one)
    house.resign(one)
    time.move_to(FIRST_START)
    with pytest.raises(NotUndoable):
        house.come_back(one)


def test_nobody_comes_back_to_a_cancelled_event(house, db, event):
    one = house.join(event)
    house.resign(one)
    house.edit(event, lambda session, found: setattr(found, "visibility", Visibility.CANCELLED))
    with pytest.raises(NotUndoable):
        house.come_back(one)


def test_the_organiser_s_removal_is_undone_by_the_organiser_alone(house, db, event):
    one = house.join(event)
    house.deliver()
    told(house, remove, one, actor=ORGANISER)
    [mail, *_others] = house.deliver()
    assert mail.kind == "signup.removed"
    assert "organizator skreślił to zgłoszenie" in mail.text
    with pytest.raises(NotUndoable):
        house.come_back(one)
    told(house, undo_end, one, actor=ORGANISER, site=site_of(house))
    assert state_of(db, one) == "confirmed"
    db.rollback()
    lines = history(db, ("registration", one))
    assert [line.action for line in lines[:2]] == ["registration.restored", "registration.removed"]
    assert {line.actor_name for line in lines[:2]} == {"Anna Organizatorka"}


def site_of(house):
    with house.app.app_context():
        return site()


@pytest.mark.parametrize("state", [one for one in RegistrationState if not RULES[one].undone_by])
def test_no_other_end_can_be_undone(house, db, event, state):
    one = house.join(event)
    if state is RegistrationState.CONFIRMED:
        return_of_who_never_left(house, db, event, one)
        return
    with house.app.app_context(), writing() as session:
        session.get_one(Registration, one).state = state
    with pytest.raises(NotUndoable):
        house.come_back(one)


def return_of_who_never_left(house, db, event, one):
    house.come_back(one)
    assert seats(db, event) == 1


def test_every_state_that_can_be_undone_is_an_end_without_a_seat():
    ends = [rule for rule in RULES.values() if rule.undone_by]
    assert all(not rule.next and not rule.holds_seat and not rule.in_calendar for rule in ends)
    assert len(ends) == 2


def test_the_link_and_the_consents_stay(house, db, event):
    one = house.join(event)
    before = db.get_one(Registration, one)
    public_id, generation, reference = before.public_id, before.generation, before.reference
    told(house, withdraw, one, actor=Actor("participant", one))
    house.come_back(one)
    db.rollback()
    after = db.get_one(Registration, one, populate_existing=True)
    assert (after.public_id, after.generation, after.reference) == (public_id, generation, reference)
