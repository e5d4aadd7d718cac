"""An organiser sends the last message of an entry again."""

import pytest
from sqlalchemy import select

from registration.accounts.audit import Actor
from registration.accounts.models import AuditLine
from registration.core import clock
from registration.invites.errors import NoSuchEntry, NothingToRepeat
from registration.invites.models import CalendarInvite
from registration.invites.services.again import send_again
from registration.web.writing import writing
from tests.letters import stamp_of
from tests.unit.invites.edits import HOUR, answer, cancelled, one_day, renamed, shifted

ORGANISER = Actor("user", 1, "Osoba (przykład)")


@pytest.fixture
def again(app):
    """The desk's button."""

    def sent(event_id, invite_id):
        with app.app_context(), writing() as db:
            send_again(db, event_id, invite_id, actor=ORGANISER, now=clock.now())

    return sent


def only_entry(db):
    db.rollback()
    return db.scalars(select(CalendarInvite)).one()


def test_an_invitation_again_has_the_same_uid_and_sequence_and_a_newer_stamp(house, db, again, time):
    event = one_day(db)
    house.join(event)
    [first] = house.deliver()
    again(event.id, only_entry(db).id)
    [repeated] = house.deliver()
    assert (repeated.entry.uid, repeated.entry.sequence) == (first.entry.uid, first.entry.sequence)
    assert stamp_of(repeated) > stamp_of(first)
    assert "PARTSTAT=NEEDS-ACTION;RSVP=TRUE" in repeated.line("ATTENDEE")
    assert repeated.subject.startswith("Wpis do kalendarza – ponownie")
    assert "/sign-up/my/" in repeated.entry.description
    db.rollback()
    [line] = db.scalars(select(AuditLine).where(AuditLine.action == "event.entry_again")).all()
    assert line.thing_id == event.id


def test_who_has_accepted_is_not_asked_again(house, db, again):
    event = one_day(db)
    registration = house.join(event)
    house.deliver()
    house.edit(event, lambda db, event: answer(db, registration, "ACCEPTED"))
    again(event.id, only_entry(db).id)
    [repeated] = house.deliver()
    assert "PARTSTAT=ACCEPTED" in repeated.line("ATTENDEE")
    assert "RSVP=TRUE" not in repeated.line("ATTENDEE")


def test_a_cancellation_again_is_the_same_cancellation_with_a_newer_stamp(house, db, again, hold_over):
    event = one_day(db)
    house.join(event)
    house.deliver()
    house.edit(event, cancelled)
    hold_over()
    [taken] = house.deliver()
    again(event.id, only_entry(db).id)
    [repeated] = house.deliver()
    assert repeated.entry.method == "CANCEL"
    assert (repeated.entry.uid, repeated.entry.sequence) == (taken.entry.uid, taken.entry.sequence)
    assert stamp_of(repeated) > stamp_of(taken)
    assert repeated.subject.startswith("Wpis w kalendarzu jest nieaktualny")


def test_two_clicks_send_one_mail_and_a_later_click_another(house, db, again):
    event = one_day(db)
    house.join(event)
    house.deliver()
    number = only_entry(db).id
    again(event.id, number)
    again(event.id, number)
    assert len(house.deliver()) == 1
    again(event.id, number)
    assert len(house.deliver()) == 1


def test_an_update_after_a_repetition_is_newer_still(house, db, again, hold_over):
    event = one_day(db)
    house.join(event)
    house.deliver()
    again(event.id, only_entry(db).id)
    [repeated] = house.deliver()
    house.edit(event, shifted(HOUR))
    hold_over()
    [moved] = house.deliver()
    assert moved.entry.sequence == repeated.entry.sequence + 1
    assert stamp_of(moved) > stamp_of(repeated)


def test_nothing_is_repeated_before_the_first_mail_or_while_an_update_is_held(house, db, again, hold_over):
    event = one_day(db)
    house.join(event)
    with pytest.raises(NothingToRepeat):
        again(event.id, only_entry(db).id)
    house.deliver()
    house.edit(event, renamed)
    with pytest.raises(NothingToRepeat):
        again(event.id, only_entry(db).id)
    hold_over()
    assert len(house.deliver()) == 1


def test_another_events_entry_is_not_found(house, db, again):
    event, other = one_day(db), one_day(db)
    house.join(event)
    house.deliver()
    with pytest.raises(NoSuchEntry):
        again(other.id, only_entry(db).id)
