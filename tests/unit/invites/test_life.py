"""A person's calendar entries from the confirmation to the last CANCEL, as they arrive in the mailbox."""

from datetime import UTC, datetime, timedelta

import pytest

from registration.core.partial_date import PartialDate
from registration.trainings.models import Visibility
from tests import factories
from tests.factories.trainings import FIRST_START
from tests.letters import stamp_of

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def two_days(db):
    made = factories.event(db, days=2)
    db.commit()
    return made


def one_day(db, **values):
    made = factories.event(db, days=1, **values)
    db.commit()
    return made


def shifted(by, number=0):
    """An edit: the session of one day begins and ends later."""

    def change(db, event):
        session = event.sessions[number]
        session.starts_at += by
        session.ends_at += by

    return change


def renamed(db, event):
    event.title = "Szkolenie pod inną nazwą"


def cancelled(db, event):
    event.visibility = Visibility.CANCELLED
    event.cancellation_reason = "Choroba prowadzącego."


def dropped(number):
    """An edit: a day with its sessions leaves the programme."""

    def change(db, event):
        day = event.days[number]
        for session in list(day.sessions):
            event.sessions.remove(session)
        db.flush()
        event.days.remove(day)

    return change


def added(db, event):
    """An edit: a day more."""
    factories.session(db, event, FIRST_START + 5 * DAY, FIRST_START + 5 * DAY + HOUR)


def day_of(letter):
    return letter.entry.start.astimezone(UTC).date()


def test_the_confirmation_brings_the_first_day_and_a_mail_of_its_own_each_further_day(house, db):
    event = two_days(db)
    house.join(event)
    first, second = house.deliver()
    assert (first.kind, second.kind) == ("signup.confirmation", "invites.change")
    assert first.subject == f"[1/2] Zgłoszenie potwierdzone: {event.title}"
    assert second.subject.startswith("[2/2] ")
    assert [one.entry.method for one in (first, second)] == ["REQUEST", "REQUEST"]
    assert [day_of(one) for one in (first, second)] == [FIRST_START.date(), (FIRST_START + DAY).date()]
    assert first.entry.uid != second.entry.uid
    for letter in (first, second):
        assert letter.entry.sequence == 0
        assert "PARTSTAT=NEEDS-ACTION;RSVP=TRUE" in letter.line("ATTENDEE")
    assert house.deliver() == []


def test_an_event_of_one_day_has_no_number_in_its_subject(house, db):
    event = one_day(db)
    house.join(event)
    [letter] = house.deliver()
    assert letter.subject == f"Zgłoszenie potwierdzone: {event.title}"


def test_a_moved_day_is_asked_for_again_with_the_next_sequence(house, db, hold_over):
    event = two_days(db)
    house.join(event)
    first, _ = house.deliver()
    house.edit(event, shifted(HOUR))
    assert house.deliver() == []
    hold_over()
    [moved] = house.deliver()
    assert moved.entry.uid == first.entry.uid
    assert moved.entry.sequence == 1
    assert moved.entry.start == first.entry.start + HOUR
    assert stamp_of(moved) > stamp_of(first)
    assert "PARTSTAT=NEEDS-ACTION;RSVP=TRUE" in moved.line("ATTENDEE")
    assert moved.subject.startswith("[1/2] Zmiana terminu lub miejsca")
    assert "godz. 9:00–15:00" in moved.text.replace("\u00a0", " ")
    assert "godz. 10:00–16:00" in moved.text.replace("\u00a0", " ")


def test_a_changed_text_keeps_the_sequence_and_the_answer_and_asks_nothing(house, db, hold_over):
    event = one_day(db)
    registration = house.join(event)
    [first] = house.deliver()
    house.edit(event, lambda db, event: answer(db, registration, "ACCEPTED"))
    house.edit(event, renamed)
    hold_over()
    [changed] = house.deliver()
    assert changed.entry.uid == first.entry.uid
    assert changed.entry.sequence == 0
    assert stamp_of(changed) > stamp_of(first)
    assert "PARTSTAT=ACCEPTED" in changed.line("ATTENDEE")
    assert "RSVP=TRUE" not in changed.line("ATTENDEE")
    assert changed.entry.summary == "Szkolenie pod inną nazwą"


def answer(db, registration_id, participation):
    """What a reply will do."""
    from registration.signup.models import Registration

    for one in db.get_one(Registration, registration_id).invitee.invites:
        one.participation = participation


def test_a_moved_day_forgets_the_answer_to_the_old_date(house, db, hold_over):
    event = one_day(db)
    registration = house.join(event)
    house.deliver()
    house.edit(event, lambda db, event: answer(db, registration, "ACCEPTED"))
    house.edit(event, shifted(HOUR))
    hold_over()
    [moved] = house.deliver()
    assert "PARTSTAT=NEEDS-ACTION;RSVP=TRUE" in moved.line("ATTENDEE")


def test_a_new_address_of_the_venue_is_a_move_and_a_new_room_is_not(house, db, hold_over):
    event = one_day(db, venue=factories.venue(db))
    house.join(event)
    house.deliver()
    house.edit(event, lambda db, event: setattr(event.sessions[0], "room", "Sala 12"))
    hold_over()
    [room] = house.deliver()
    house.edit(event, lambda db, event: setattr(event.venue, "street", "ul. Inna 7"))
    hold_over()
    [street] = house.deliver()
    assert (room.entry.sequence, street.entry.sequence) == (0, 1)
    assert "Sala 12" in room.entry.location
    assert "ul. Inna 7" in street.entry.location
    assert "ul. Inna 7" in street.text


def test_two_quick_edits_make_one_mail_that_says_the_last_word(house, db, hold_over):
    event = one_day(db)
    house.join(event)
    house.deliver()
    house.edit(event, shifted(HOUR))
    house.edit(event, shifted(HOUR))
    hold_over()
    [moved] = house.deliver()
    assert moved.entry.sequence == 1
    assert moved.entry.start == FIRST_START + 2 * HOUR


def test_an_edit_undone_before_it_is_mailed_sends_nothing_and_the_next_edit_is_mailed(house, db, hold_over):
    event = one_day(db)
    house.join(event)
    [first] = house.deliver()
    house.edit(event, shifted(HOUR))
    house.edit(event, shifted(-HOUR))
    hold_over()
    assert house.deliver() == []
    house.edit(event, shifted(3 * HOUR))
    hold_over()
    [moved] = house.deliver()
    assert moved.entry.sequence == 1
    assert moved.entry.uid == first.entry.uid


def test_a_change_between_claim_and_sending_makes_a_mail_of_its_own(house, db, hold_over):
    event = one_day(db)
    house.join(event)
    house.deliver()
    house.edit(event, shifted(HOUR))
    hold_over()

    def edit_meanwhile(claim):
        house.bag.before = lambda claim: None
        house.edit(event, shifted(HOUR))

    house.bag.before = edit_meanwhile
    [sent] = house.deliver()
    hold_over()
    [later] = house.deliver()
    assert (sent.entry.sequence, later.entry.sequence) == (1, 2)
    assert later.entry.start - sent.entry.start == HOUR
    assert stamp_of(later) > stamp_of(sent)


def test_stamps_are_strictly_newer_even_within_one_second(house, db, settings):
    event = one_day(db)
    registration = house.join(event)
    house.bag.before = lambda claim: house.resign(registration) if not house.bag.claims else None
    first, cancel = house.deliver()
    assert cancel.entry.method == "CANCEL"
    assert stamp_of(cancel) - stamp_of(first) == timedelta(seconds=1)


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
        assert "/sign-up/my/" not in letter.text


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
    assert cancel.subject.startswith("Ten dzień się nie odbędzie")
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


def test_what_changes_before_the_first_mail_is_in_it(house, db, hold_over):
    event = one_day(db)
    house.join(event)
    house.edit(event, shifted(HOUR))
    [first] = house.deliver()
    assert first.entry.start == FIRST_START + HOUR
    assert first.entry.sequence == 0
    hold_over()
    assert house.deliver() == []


def test_sequence_never_falls_and_stamps_always_rise_over_a_whole_life(house, db, hold_over):
    event = one_day(db)
    registration = house.join(event)
    letters = house.deliver()
    for edit in (
        shifted(HOUR),
        renamed,
        shifted(-HOUR),
        lambda db, event: setattr(event, "title", "Inaczej"),
    ):
        house.edit(event, edit)
        hold_over()
        letters += house.deliver()
    house.resign(registration)
    letters += house.deliver()
    sequences = [one.entry.sequence for one in letters]
    assert sequences == [0, 1, 1, 2, 2, 3]
    stamps = [stamp_of(one) for one in letters]
    assert stamps == sorted(set(stamps))
    assert len({one.entry.uid for one in letters}) == 1


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


def test_a_day_without_its_hours_does_not_disturb_the_others(house, db):
    event = one_day(db)
    from registration.trainings.models import EventDay

    db.add(EventDay(event=event, position=1, when=PartialDate(2026, 7, None, "w lipcu 2026 r.")))
    db.commit()
    house.join(event)
    [letter] = house.deliver()
    assert letter.entry.start == datetime(2026, 7, 1, 7, tzinfo=UTC)
