"""What an organiser saves by the desk's own services reaches the participants' calendars."""

from dataclasses import replace
from datetime import time

import pytest

from registration.accounts.audit import Actor
from registration.core import clock
from registration.core.dates import in_zone
from registration.trainings.models import Event
from registration.trainings.services import (
    Editing,
    Programme,
    SessionDraft,
    cancel,
    change_venue,
    restore,
    save_programme,
)
from registration.trainings.services.places import VenueFacts
from registration.web.writing import writing
from tests import factories
from tests.unit.invites.edits import DAY, HOUR

ORGANISER = Actor("user", 1, "Osoba (przykład)")


def drafts(event):
    """The programme as the form would send it back."""
    for session in event.sessions:
        start, end = in_zone(session.starts_at, event.zone), in_zone(session.ends_at, event.zone)
        yield SessionDraft(
            session.id,
            start.date(),
            start.time(),
            end.time(),
            None,
            session.kind,
            session.title,
            "",
            "",
            "",
            (),
        )


@pytest.fixture
def save(house, app):
    """Saves the programme that a function makes of the present items."""

    def saved(event, change):
        with app.app_context(), writing() as db:
            found = db.get_one(Event, event.id)
            editing = Editing(event.id, found.edition, ORGANISER, clock.now())
            save_programme(db, editing, Programme(tuple(change(list(drafts(found))))))

    return saved


def asked_of(house, db, **values):
    event = factories.event(db, days=2, **values)
    db.commit()
    house.join(event)
    return event, house.deliver()


def test_a_day_moved_as_a_whole_keeps_its_uid(house, db, save, hold_over):
    event, asked = asked_of(house, db)
    save(event, lambda items: [items[0], replace(items[1], day=items[1].day + 7 * DAY)])
    hold_over()
    [moved] = house.deliver()
    assert (moved.entry.uid, moved.entry.sequence) == (asked[1].entry.uid, 1)
    assert moved.entry.start - asked[1].entry.start == 7 * DAY


def test_days_that_change_places_exchange_their_dates_not_their_people(house, db, save, hold_over):
    event, asked = asked_of(house, db)
    save(event, lambda items: [replace(items[0], day=items[1].day), replace(items[1], day=items[0].day)])
    hold_over()
    moved = {one.entry.uid: one.entry for one in house.deliver()}
    assert [moved[one.entry.uid].sequence for one in asked] == [1, 1]
    assert [moved[one.entry.uid].start for one in asked] == [one.entry.start for one in reversed(asked)]


def test_a_removed_day_is_taken_out_of_the_calendar(house, db, save, hold_over):
    event, asked = asked_of(house, db)
    save(event, lambda items: items[1:])
    hold_over()
    [taken] = house.deliver()
    assert (taken.entry.method, taken.entry.uid) == ("CANCEL", asked[0].entry.uid)


def test_a_session_more_makes_the_day_longer(house, db, save, hold_over):
    event, asked = asked_of(house, db)

    def longer(items):
        return [*items, replace(items[1], id=0, title="Kolacja", start=items[1].end, end=time(18))]

    save(event, longer)
    hold_over()
    [moved] = house.deliver()
    assert moved.entry.uid == asked[1].entry.uid
    assert moved.entry.end - asked[1].entry.end == 3 * HOUR
    assert "Kolacja" in moved.entry.description


def test_an_event_called_off_is_taken_out_with_the_reason(house, db, app, hold_over):
    event, asked = asked_of(house, db)
    with app.app_context(), writing() as session:
        cancel(session, event.id, "Zbyt mało zgłoszeń.", actor=ORGANISER, now=clock.now())
    hold_over()
    taken = house.deliver()
    assert [one.entry.method for one in taken] == ["CANCEL", "CANCEL"]
    assert {one.entry.uid for one in taken} == {one.entry.uid for one in asked}
    assert "Zbyt mało zgłoszeń." in taken[0].text


def test_a_corrected_address_of_the_place_moves_all_its_events(house, db, app, hold_over):
    place = factories.venue(db)
    asked_of(house, db, venue=place, organisation=factories.organisation(db))
    with app.app_context(), writing() as session:
        facts = VenueFacts(
            **{name: getattr(place, name) for name in VenueFacts.__dataclass_fields__ if name != "street"},
            street="ul. Nowa 2",
        )
        change_venue(session, place.id, facts, actor=ORGANISER, now=clock.now())
    hold_over()
    assert [(one.entry.sequence, "ul. Nowa 2" in one.entry.location) for one in house.deliver()] == [
        (1, True)
    ] * 2


def test_an_event_restored_by_the_organiser_comes_back_under_new_uids(house, db, app, hold_over):
    event, asked = asked_of(house, db)
    with app.app_context(), writing() as session:
        cancel(session, event.id, "Zbyt mało zgłoszeń.", actor=ORGANISER, now=clock.now())
    hold_over()
    house.deliver()
    with app.app_context(), writing() as session:
        restore(session, event.id, actor=ORGANISER, now=clock.now())
    hold_over()
    back = house.deliver()
    assert [(one.entry.method, one.entry.sequence) for one in back] == [("REQUEST", 0)] * 2
    assert {one.entry.uid for one in back}.isdisjoint(one.entry.uid for one in asked)
    assert "Zbyt mało zgłoszeń." not in back[0].text
    assert all("jednak się odbędzie" in one.subject for one in back)


def test_an_item_marked_as_chosen_in_the_form_leaves_the_calendars(house, db, save, hold_over):
    event, asked = asked_of(house, db)
    save(event, lambda items: [items[0], replace(items[1], optional=True)])
    hold_over()
    [taken] = house.deliver()
    assert (taken.entry.method, taken.entry.uid) == ("CANCEL", asked[1].entry.uid)
