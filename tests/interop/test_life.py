"""The messages of an entry's whole life, read by others: choices, a restored event, speakers, repetitions."""

import itertools
import os
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
import time_machine
from sqlalchemy import select

from registration.accounts.audit import Actor
from registration.core import clock
from registration.invites.models import CalendarInvite
from registration.invites.services.again import send_again
from registration.signup.services import choose_sessions
from registration.trainings.models import Visibility
from registration.web.site import site
from registration.web.writing import writing
from tests import factories
from tests.factories.trainings import FIRST_START, NOON
from tests.interop import libical
from tests.letters import House, Letter
from tests.unit.invites.edits import DAY, HOUR, cancelled, shifted

ORGANISER = Actor("user", 1, "Osoba (przykład)")


@pytest.fixture
def letters(app, db) -> list[Letter]:
    """A participant who chooses anew and a speaker, through a move, a cancellation, a return, a repetition."""
    with time_machine.travel(NOON, tick=False) as time:
        house = House(app)
        event = factories.event(db, hours=2, venue=factories.venue(db))
        optional = [
            factories.session(
                db, event, begin, begin + HOUR, title=f"Warsztat „{begin:%d}”; A, B", optional=True
            )
            for begin in (FIRST_START + 3 * HOUR, FIRST_START + DAY)
        ]
        factories.speaker(db, event, optional[1], name='Ewa "Żółć" Nowa, dr', email="ewa@example.org")
        db.commit()
        registration = house.join(event, sessions_chosen=frozenset({optional[0].id}))
        told = house.deliver()

        def after(act) -> None:
            act()
            time.move_to(clock.now() + timedelta(minutes=6))
            told.extend(house.deliver())

        def choose() -> None:
            with app.app_context(), writing() as session:
                chosen = {optional[1].id}
                choose_sessions(session, registration, chosen, now=clock.now(), site=site())

        def again() -> None:
            with app.app_context(), writing() as session:
                newest = select(CalendarInvite.id).order_by(CalendarInvite.id.desc())
                number = session.scalars(newest).first()
                assert number is not None
                send_again(session, event.id, number, actor=ORGANISER, now=clock.now())

        after(lambda: house.edit(event, lambda db, event: None))
        after(choose)
        after(lambda: house.edit(event, shifted(HOUR, 2)))
        after(lambda: house.edit(event, cancelled))
        after(lambda: house.edit(event, lambda db, event: setattr(event, "visibility", Visibility.PUBLISHED)))
        after(again)
        return told


def test_the_story_has_every_kind_of_message(letters):
    subjects = " | ".join(one.subject for one in letters)
    for said in ("potwierdzone", "Prowadzone zajęcia", "Zmiana wybranych", "Zmiana terminu", "odwołane"):
        assert said in subjects
    assert "jednak się odbędzie" in subjects
    assert "ponownie" in subjects


def test_for_each_uid_stamps_rise_and_sequences_never_fall_and_nothing_follows_a_cancel(letters):
    lives: dict[str, list[tuple[str, int, datetime]]] = {}
    for one in letters:
        [event] = icalendar.Calendar.from_ical(one.calendar).walk("VEVENT")
        method = str(icalendar.Calendar.from_ical(one.calendar)["METHOD"])
        stamp = event["DTSTAMP"].dt.astimezone(UTC)
        lives.setdefault(str(event["UID"]), []).append((method, int(event["SEQUENCE"]), stamp))
    assert len(lives) > 4
    for life in lives.values():
        assert life[0][0] == "REQUEST"
        assert life[0][1] == 0
        assert [one[1] for one in life] == sorted(one[1] for one in life)
        assert all(earlier[2] < later[2] for earlier, later in itertools.pairwise(life))
        assert "CANCEL" not in [one[0] for one in life[:-1]]


def test_what_is_left_of_all_messages_is_the_programme_as_it_stands(letters):
    """A client that keeps the newest message of each UID has one entry for each person and day."""
    newest: dict[str, Letter] = {one.entry.uid: one for one in letters}
    kept = [one for one in newest.values() if one.entry.method == "REQUEST"]
    found = {}
    for one in kept:
        calendar = recurring_ical_events.of(icalendar.Calendar.from_ical(one.calendar))
        for event in calendar.between(FIRST_START - DAY, FIRST_START + 3 * DAY):
            who = str(event["ATTENDEE"]).removeprefix("mailto:")
            found[who, event.start.astimezone(UTC)] = event.end.astimezone(UTC)
    assert found == {
        ("grazyna@warta.example.pl", FIRST_START): FIRST_START + 2 * HOUR,
        ("grazyna@warta.example.pl", FIRST_START + DAY + HOUR): FIRST_START + DAY + 2 * HOUR,
        ("ewa@example.org", FIRST_START + DAY + HOUR): FIRST_START + DAY + 2 * HOUR,
    }


@pytest.mark.foreign
def test_libical_finds_nothing_wrong_in_any_of_them(letters):
    try:
        libical.read(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n")
    except libical.LibicalMissing as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    for one in letters:
        found = libical.read(one.calendar)
        assert found.errors == 0
        assert found.keeps_itip_rules
        [event] = found.events
        assert (event.uid, event.sequence) == (one.entry.uid, one.entry.sequence)
        assert (event.start, event.end) == (one.entry.start.astimezone(UTC), one.entry.end.astimezone(UTC))
