"""Entries taken back, days that come and go, people who resign and return."""

import pytest

from registration.trainings.models import Visibility
from tests import factories
from tests.factories.trainings import FIRST_START
from tests.unit.invites.edits import (
    DAY,
    HOUR,
    added,
    cancelled,
    day_of,
    dropped,
    one_day,
    renamed,
    shifted,
    two_days,
)


def test_resigning_takes_every_day_back_under_its_uid(house, db):
    event = two_days(db)
    registration = house.join(event)
    asked = house.deliver()
    house.resign(registration)
    taken = house.deliver()
    assert [one.kind for one in taken] == ["signup.withdrawn", "invites.change"]
    assert [one.entry.method for one in taken] == ["CANCEL", "CANCEL"]
    assert [one.entry.uid for one in taken] == [one.entry.uid for one in asked]
    assert [one.entry.sequence for one in taken] == [1, 1]
    assert all(one.entry.status == "CANCELLED" for one in taken)
    assert [one.line("ORGANIZER") for one in taken] == [one.line("ORGANIZER") for one in asked]
    assert "RSVP=TRUE" not in taken[0].line("ATTENDEE")
    assert taken[1].subject == f"[2/2] Wpis w kalendarzu odwołany: {event.title}"
    assert "organizator odwołał" not in taken[1].text


def test_resigning_while_a_change_is_held_cancels_every_day_and_mails_no_change(house, db, hold_over):
    event = two_days(db)
    registration = house.join(event)
    house.deliver()
    house.edit(event, renamed)
    house.resign(registration)
    taken = house.deliver()
    assert [one.entry.method for one in taken] == ["CANCEL", "CANCEL"]
    hold_over()
    assert house.deliver() == []


def test_resigning_after_an_undone_edit_cancels_every_day(house, db, hold_over):
    event = two_days(db)
    registration = house.join(event)
    house.deliver()
    house.edit(event, shifted(HOUR, 1))
    house.edit(event, shifted(-HOUR, 1))
    hold_over()
    house.deliver()
    house.resign(registration)
    assert [one.entry.method for one in house.deliver()] == ["CANCEL", "CANCEL"]


def test_resigning_before_the_confirmation_went_out_sends_words_only(house, db):
    event = two_days(db)
    registration = house.join(event)
    house.resign(registration)
    [letter] = house.deliver()
    assert letter.kind == "signup.withdrawn"
    assert letter.calendar == b""
    assert "kalendarz" not in letter.text


def test_whoever_comes_back_after_a_cancel_has_a_new_uid(house, db):
    event = one_day(db)
    registration = house.join(event)
    [first] = house.deliver()
    house.resign(registration)
    house.deliver()
    house.join(event)
    [again] = house.deliver()
    assert again.entry.uid != first.entry.uid
    assert again.entry.sequence == 0
    assert again.entry.method == "REQUEST"


def test_a_cancelled_event_is_held_and_then_taken_out_day_by_day(house, db, hold_over):
    event = two_days(db)
    house.join(event)
    asked = house.deliver()
    house.edit(event, cancelled)
    assert house.deliver() == []
    hold_over()
    taken = house.deliver()
    assert [one.entry.method for one in taken] == ["CANCEL", "CANCEL"]
    assert [one.entry.uid for one in taken] == [one.entry.uid for one in asked]
    assert [one.entry.sequence for one in taken] == [1, 1]
    assert [one.subject[:6] for one in taken] == ["[1/2] ", "[2/2] "]
    for letter in taken:
        assert "Choroba prowadzącego." in letter.text
        assert "/sign-up/my/" in letter.text


def test_an_event_cancelled_before_the_confirmation_went_out_is_told_without_a_calendar_part(
    house, db, hold_over
):
    event = two_days(db)
    house.join(event)
    house.edit(event, cancelled)
    [letter] = house.deliver()
    assert letter.subject == f"Wydarzenie odwołane: {event.title}"
    assert letter.calendar == b""
    assert "Choroba prowadzącego." in letter.text
    assert "wpis" not in letter.text
    hold_over()
    assert house.deliver() == []


def test_a_cancellation_undone_while_it_is_held_sends_nothing(house, db, hold_over):
    event = one_day(db)
    house.join(event)
    house.deliver()
    house.edit(event, cancelled)
    house.edit(event, lambda db, event: setattr(event, "visibility", Visibility.PUBLISHED))
    hold_over()
    assert house.deliver() == []


def test_a_dropped_day_is_taken_out_and_the_other_stays(house, db, hold_over):
    event = two_days(db)
    house.join(event)
    _, second = house.deliver()
    house.edit(event, dropped(1))
    hold_over()
    [cancel] = house.deliver()
    assert cancel.entry.method == "CANCEL"
    assert cancel.entry.uid == second.entry.uid
    assert cancel.entry.start == second.entry.start
    assert cancel.subject.startswith("[2/2] Ten dzień się nie odbędzie")
    assert "czwartek, 2 lipca 2026" in cancel.text.replace("\u00a0", " ")


def test_an_added_day_is_invited_to(house, db, hold_over):
    event = two_days(db)
    house.join(event)
    house.deliver()
    house.edit(event, added)
    hold_over()
    [fresh] = house.deliver()
    assert fresh.entry.start == FIRST_START + 5 * DAY
    assert (fresh.entry.method, fresh.entry.sequence) == ("REQUEST", 0)
    assert "RSVP=TRUE" in fresh.line("ATTENDEE")
    assert fresh.subject.startswith("[3/3] ")


def test_a_day_dropped_and_put_back_has_a_new_uid(house, db, hold_over):
    event = two_days(db)
    house.join(event)
    asked = house.deliver()
    house.edit(event, dropped(1))
    hold_over()
    house.deliver()
    house.edit(event, added)
    hold_over()
    [again] = house.deliver()
    assert again.entry.uid not in {one.entry.uid for one in asked}


def test_a_day_that_came_and_went_before_it_was_mailed_is_never_mentioned(house, db, hold_over):
    event = two_days(db)
    house.join(event)
    house.deliver()
    house.edit(event, added)
    house.edit(event, dropped(2))
    hold_over()
    assert house.deliver() == []


def test_of_a_long_event_six_days_are_mailed_and_the_rest_is_in_the_file(house, db):
    event = factories.event(db, days=8)
    db.commit()
    house.join(event)
    letters = house.deliver()
    assert [one.subject[:6] for one in letters] == [f"[{number}/6] " for number in range(1, 7)]
    assert len({one.entry.uid for one in letters}) == 6
    assert "program.ics" in letters[0].text
    assert "6" in letters[0].text.split("Wpis")[1][:200]


def test_days_that_are_over_are_neither_invited_to_nor_changed_nor_taken_back(house, db, time, hold_over):
    event = factories.event(db, days=2, sign_up_closes_at=FIRST_START + 2 * DAY)
    db.commit()
    early = house.join(event)
    house.deliver()
    time.move_to(FIRST_START + 12 * HOUR)
    house.join(event, email="druga@warta.example.pl")
    [late] = house.deliver()
    assert day_of(late) == (FIRST_START + DAY).date()
    house.edit(event, renamed)
    hold_over()
    assert {day_of(one) for one in house.deliver()} == {(FIRST_START + DAY).date()}
    house.resign(early)
    [taken] = house.deliver()
    assert day_of(taken) == (FIRST_START + DAY).date()


def test_an_edit_of_an_event_that_is_over_mails_nobody(house, db, time, hold_over):
    event = one_day(db)
    house.join(event)
    house.deliver()
    time.move_to(FIRST_START + 3 * DAY)
    house.edit(event, renamed)
    hold_over()
    assert house.deliver() == []


@pytest.mark.parametrize("edit", [renamed, shifted(HOUR), cancelled])
def test_whoever_has_resigned_hears_no_more_of_the_event(house, db, hold_over, edit):
    event = one_day(db)
    registration = house.join(event)
    house.deliver()
    house.resign(registration)
    house.deliver()
    house.edit(event, edit)
    hold_over()
    assert house.deliver() == []
