"""A person's calendar entries through changes of the programme, as they arrive in the mailbox."""

from datetime import UTC, datetime, timedelta

from registration.core.partial_date import PartialDate
from registration.trainings.models import EventDay
from tests import factories
from tests.factories.trainings import FIRST_START
from tests.letters import stamp_of
from tests.unit.invites.edits import (
    DAY,
    HOUR,
    answer,
    day_of,
    dropped,
    one_day,
    renamed,
    shifted,
    two_days,
)


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


def test_a_day_without_its_hours_does_not_disturb_the_others(house, db):
    event = one_day(db)
    db.add(EventDay(event=event, position=1, when=PartialDate(2026, 7, None, "w lipcu 2026 r.")))
    db.commit()
    house.join(event)
    [letter] = house.deliver()
    assert letter.entry.start == datetime(2026, 7, 1, 7, tzinfo=UTC)


def test_the_numbers_of_a_persons_entries_stay_when_a_day_is_taken_out(house, db, hold_over):
    event = factories.event(db, days=3)
    db.commit()
    registration = house.join(event)
    assert [one.subject[:5] for one in house.deliver()] == ["[1/3]", "[2/3]", "[3/3]"]
    house.edit(event, dropped(0))
    hold_over()
    [gone] = house.deliver()
    house.resign(registration)
    assert [one.subject[:5] for one in (gone, *house.deliver())] == ["[1/3]", "[2/3]", "[3/3]"]
    assert "dzień, który się nie odbędzie" in gone.text.replace("\u00a0", " ")
