"""A cancelled event takes place after all."""

from registration.trainings.models import Visibility
from tests import factories
from tests.unit.invites.edits import DAY, HOUR, added, cancelled, dropped, one_day, shifted, two_days


def restored(db, event):
    event.visibility = Visibility.PUBLISHED


def test_a_restored_event_brings_new_entries_where_the_old_ones_were_taken_back(house, db, hold_over):
    event = two_days(db)
    house.join(event)
    asked = house.deliver()
    house.edit(event, cancelled)
    hold_over()
    taken = house.deliver()
    house.edit(event, restored)
    assert house.deliver() == []
    hold_over()
    back = house.deliver()
    assert [one.entry.method for one in back] == ["REQUEST", "REQUEST"]
    assert not {one.entry.uid for one in back} & {one.entry.uid for one in taken}
    assert [one.entry.sequence for one in back] == [0, 0]
    assert [one.entry.start for one in back] == [one.entry.start for one in asked]
    assert all("PARTSTAT=NEEDS-ACTION;RSVP=TRUE" in one.line("ATTENDEE") for one in back)
    for letter in back:
        assert "Wydarzenie jednak się odbędzie" in letter.subject
        assert "Zgłoszenie znów jest ważne" in letter.text
        assert "/sign-up/my/" in letter.text
        assert letter.header("References") == ""


def test_an_event_restored_while_the_cancellation_is_held_sends_nothing(house, db, hold_over):
    event = two_days(db)
    house.join(event)
    house.deliver()
    house.edit(event, cancelled)
    house.edit(event, restored)
    hold_over()
    assert house.deliver() == []


def test_what_changed_while_the_event_was_cancelled_is_in_the_new_entry(house, db, hold_over):
    event = one_day(db)
    house.join(event)
    [asked] = house.deliver()
    house.edit(event, cancelled)
    hold_over()
    house.deliver()
    house.edit(event, lambda db, event: (restored(db, event), shifted(DAY)(db, event)))
    hold_over()
    [back] = house.deliver()
    assert back.entry.start - asked.entry.start == DAY
    assert back.entry.uid != asked.entry.uid


def test_who_only_read_that_it_is_called_off_is_invited_when_it_is_restored(house, db, hold_over):
    event = two_days(db)
    house.join(event)
    house.edit(event, cancelled)
    [words] = house.deliver()
    assert words.calendar == b""
    house.edit(event, restored)
    hold_over()
    back = house.deliver()
    assert [one.entry.method for one in back] == ["REQUEST", "REQUEST"]
    assert all("Wydarzenie jednak się odbędzie" in one.subject for one in back)


def test_cancelled_and_restored_twice_there_are_three_uids(house, db, hold_over):
    event = one_day(db)
    house.join(event)
    letters = house.deliver()
    for edit in (cancelled, restored, cancelled, restored):
        house.edit(event, edit)
        hold_over()
        letters += house.deliver()
    assert [one.entry.method for one in letters] == ["REQUEST", "CANCEL", "REQUEST", "CANCEL", "REQUEST"]
    assert len({one.entry.uid for one in letters}) == 3


def test_who_resigned_meanwhile_is_not_invited_to_a_restored_event(house, db, hold_over):
    event = one_day(db)
    registration = house.join(event)
    house.deliver()
    house.edit(event, cancelled)
    hold_over()
    house.deliver()
    house.resign(registration)
    house.deliver()
    house.edit(event, restored)
    hold_over()
    assert house.deliver() == []


def test_the_feed_tells_a_restored_event_as_confirmed_with_the_next_sequence(house, db, client):
    event = one_day(db)
    house.edit(event, lambda db, event: None)
    house.edit(event, cancelled)
    feed = client.get("/calendars/public.ics").text
    assert "STATUS:CANCELLED" in feed
    assert "SEQUENCE:1" in feed
    house.edit(event, restored)
    feed = client.get("/calendars/public.ics").text
    assert "STATUS:CONFIRMED" in feed
    assert "STATUS:CANCELLED" not in feed
    assert "SEQUENCE:2" in feed


def test_a_seventh_day_is_not_mailed_to_who_has_six(house, db, hold_over):
    event = factories.event(db, days=5)
    db.commit()
    house.join(event)
    house.deliver()
    house.edit(event, added)
    hold_over()
    [sixth] = house.deliver()
    assert sixth.subject.startswith("[6/6]")

    def seventh(db, event):
        begin = event.sessions[-1].starts_at + 2 * DAY
        factories.session(db, event, begin, begin + HOUR)

    house.edit(event, seventh)
    hold_over()
    assert house.deliver() == []


def test_the_last_day_dropped_leaves_nothing_in_the_calendar(house, db, hold_over):
    event = one_day(db)
    house.join(event)
    [asked] = house.deliver()
    house.edit(event, dropped(0))
    hold_over()
    [taken] = house.deliver()
    assert (taken.entry.method, taken.entry.uid) == ("CANCEL", asked.entry.uid)
