"""A replaced personal link reaches the calendar: the entries that are still to come, once."""

import re
from datetime import timedelta

import pytest

from registration.accounts.audit import Actor
from registration.core import clock
from registration.signup.services import replace_link
from registration.web.writing import writing
from tests.letters import stamp_of
from tests.unit.invites.edits import answer, one_day, renamed

HOLDER = Actor("participant", 1)


@pytest.fixture
def replace(app):
    """Somebody revokes their link."""

    def act(registration):
        with app.app_context(), writing() as db:
            replace_link(db, registration, actor=HOLDER, now=clock.now())

    return act


def link_in(letter):
    return re.search(r"/sign-up/my/\w+", letter.entry.description)[0]


def test_the_entry_gets_the_new_link_and_nothing_else_changes(house, db, replace):
    event = one_day(db)
    registration = house.join(event)
    [first] = house.deliver()
    house.edit(event, lambda db, event: answer(db, registration, "ACCEPTED"))
    replace(registration)
    news, letter = house.deliver()
    assert link_in(letter) != link_in(first)
    assert link_in(letter) in news.text
    assert (letter.entry.uid, letter.entry.sequence) == (first.entry.uid, first.entry.sequence)
    assert stamp_of(letter) > stamp_of(first)
    assert "PARTSTAT=ACCEPTED" in letter.line("ATTENDEE")
    assert "RSVP=TRUE" not in letter.line("ATTENDEE")
    assert letter.subject.startswith("Wpis do kalendarza z nowym linkiem")
    before, after = (re.sub(r"/sign-up/my/\w+", "", one.entry.description) for one in (first, letter))
    assert before == after


def test_two_clicks_bring_the_last_link_by_one_mail(house, db, replace):
    registration = house.join(one_day(db))
    house.deliver()
    replace(registration)
    replace(registration)
    letters = house.deliver()
    assert [one.kind for one in letters] == ["signup.new_link", "signup.new_link", "invites.link"]
    assert link_in(letters[2]) in letters[1].text


def test_an_update_that_is_held_brings_the_link_with_it(house, db, replace, hold_over):
    event = one_day(db)
    registration = house.join(event)
    house.deliver()
    house.edit(event, renamed)
    replace(registration)
    assert [one.kind for one in house.deliver()] == ["signup.new_link"]
    hold_over()
    [update] = house.deliver()
    assert update.kind == "invites.change"


def test_days_that_are_over_and_people_who_resigned_are_left_alone(house, db, replace, time):
    event = one_day(db)
    resigned, present = house.join(event), house.join(event, email="inna@example.org")
    house.deliver()
    house.resign(resigned)
    house.deliver()
    replace(resigned)
    assert [one.kind for one in house.deliver()] == ["signup.new_link"]
    time.move_to(event.ends_at + timedelta(hours=1))
    replace(present)
    assert [one.kind for one in house.deliver()] == ["signup.new_link"]
