"""An undone change reaches nobody: nothing stays held, entries keep their UID and SEQUENCE."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.core import clock
from registration.invites.models import CalendarInvite
from registration.outbox import deliver
from registration.outbox.models import MailState, OutgoingEmail
from registration.trainings.errors import MailHasLeft, NothingToUndo
from registration.trainings.models import Event
from registration.trainings.services import Editing, Programme, save_programme, undo_last
from registration.web.site import site
from registration.web.writing import writing
from tests import factories
from tests.unit.invites.edits import DAY, HOUR
from tests.unit.invites.test_organiser import ORGANISER, drafts


@pytest.fixture
def save(app):
    """Saves the programme that a function makes of the present items."""

    def saved(event, change):
        with app.app_context(), writing() as db:
            found = db.get_one(Event, event.id)
            editing = Editing(event.id, found.edition, ORGANISER, clock.now())
            save_programme(db, editing, Programme(tuple(change(list(drafts(found))))))

    return saved


@pytest.fixture
def undo(app):
    """Takes the last change back."""

    def undone(event):
        with app.app_context(), writing() as db:
            edition = db.get_one(Event, event.id).edition
            undo_last(db, Editing(event.id, edition, ORGANISER, clock.now()))

    return undone


@pytest.fixture
def asked(house, db, hold_over):
    """A two-day event with one participant who has both entries."""
    event = factories.event(db, days=2)
    db.commit()
    house.join(event)
    letters = house.deliver()
    hold_over()
    return event, letters


def entries(db):
    db.rollback()
    db.expire_all()
    return [
        (one.uid, one.sequence, one.day_id, one.state)
        for one in db.scalars(select(CalendarInvite).order_by(CalendarInvite.id))
    ]


CHANGES = {
    "a day moved": lambda items: [items[0], replace(items[1], day=items[1].day + 7 * DAY)],
    "a day removed": lambda items: items[1:],
    "days exchanged": lambda items: [
        replace(items[0], day=items[1].day),
        replace(items[1], day=items[0].day),
    ],
    "an item renamed": lambda items: [replace(items[0], title="Inaczej"), items[1]],
    "a day more": lambda items: [*items, replace(items[1], id=0, day=items[1].day + DAY)],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_undone_change_sends_nothing_and_leaves_nothing_held(
    house, db, asked, save, undo, hold_over, change
):
    event, _letters = asked
    before = entries(db)
    save(event, change)
    assert house.waiting() == ["invites.change"] * (2 if change is CHANGES["days exchanged"] else 1)
    undo(event)
    assert house.waiting() == []
    hold_over()
    assert house.deliver() == []
    assert entries(db)[:2] == before
    assert [one[2:] for one in entries(db)[2:]] in ([], [(None, "cancelled")])


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_next_change_is_mailed_as_if_nothing_had_been(house, db, asked, save, undo, hold_over, change):
    event, letters = asked
    save(event, change)
    undo(event)
    save(event, lambda items: [items[0], replace(items[1], day=items[1].day + 9 * DAY)])
    hold_over()
    [moved] = house.deliver()
    assert (moved.entry.uid, moved.entry.sequence) == (letters[1].entry.uid, 1)


def test_a_change_of_which_a_mail_has_left_is_not_undone(house, db, asked, save, undo, hold_over):
    event, _letters = asked
    save(event, CHANGES["a day moved"])
    hold_over()
    assert len(house.deliver()) == 1
    with pytest.raises(MailHasLeft):
        undo(event)


def test_a_worker_who_has_claimed_the_mail_was_faster(app, db, asked, save, undo, hold_over):
    event, _letters = asked
    save(event, CHANGES["a day moved"])
    hold_over()
    with app.app_context(), writing() as session:
        assert len(deliver.claim(session, site(), now=clock.now(), owner="worker")) == 1
    with pytest.raises(MailHasLeft):
        undo(event)
    db.rollback()
    newest = select(OutgoingEmail.state).order_by(OutgoingEmail.id.desc())
    assert db.scalars(newest).first() is MailState.SENDING


def test_a_worker_who_comes_after_the_undo_finds_nothing(app, asked, save, undo, hold_over):
    event, _letters = asked
    save(event, CHANGES["a day moved"])
    hold_over()
    undo(event)
    with app.app_context(), writing() as session:
        assert deliver.claim(session, site(), now=clock.now(), owner="worker") == []


def test_somebody_who_has_signed_up_since_and_was_told_keeps_the_change(house, asked, save, undo):
    event, _letters = asked
    save(event, CHANGES["a day moved"])
    house.join(event, email="nowa@example.org")
    house.deliver()
    with pytest.raises(MailHasLeft):
        undo(event)


def test_somebody_who_has_signed_up_since_and_was_not_told_yet_reads_what_holds(
    house, db, asked, save, undo, hold_over
):
    event, letters = asked
    save(event, CHANGES["a day moved"])
    house.join(event, email="nowa@example.org")
    undo(event)
    told = house.deliver()
    assert [one.entry.start for one in told] == [one.entry.start for one in letters]
    hold_over()
    assert house.deliver() == []


def test_a_day_more_that_somebody_signed_up_for_since_goes_with_the_undo(house, asked, save, undo, hold_over):
    event, _letters = asked
    save(event, CHANGES["a day more"])
    house.join(event, email="nowa@example.org")
    undo(event)
    assert len([one for one in house.deliver() if one.calendar]) == 2
    hold_over()
    assert house.deliver() == []


def test_two_quick_edits_are_one_mail_and_only_the_last_is_undone(house, db, asked, save, undo, hold_over):
    event, letters = asked
    save(event, CHANGES["an item renamed"])
    save(event, lambda items: [items[0], replace(items[1], start=(items[1].start.replace(hour=8)))])
    undo(event)
    with pytest.raises(NothingToUndo):
        undo(event)
    hold_over()
    [told] = house.deliver()
    assert told.entry.uid == letters[0].entry.uid
    assert "Inaczej" in told.entry.description


def test_a_held_hour_is_not_lengthened_by_an_undo(house, asked, save, undo, time):
    event, _letters = asked
    save(event, CHANGES["an item renamed"])
    save(event, CHANGES["a day moved"])
    time.move_to(clock.now() + timedelta(minutes=4))
    undo(event)
    time.move_to(clock.now() + HOUR)
    assert len(house.deliver()) == 1
