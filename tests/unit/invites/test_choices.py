"""Participants choose among optional sessions; their calendars have what is for everybody and what they chose."""

import pytest
from sqlalchemy import event as sa_event
from sqlalchemy import select

from registration.core import clock
from registration.extensions import db as database
from registration.signup.errors import NothingChosen
from registration.signup.models import Registration
from registration.signup.services import choose_sessions
from registration.trainings.models import SessionKind
from registration.web.site import site
from registration.web.writing import writing
from tests import factories
from tests.factories.trainings import FIRST_START
from tests.unit.invites.edits import DAY, HOUR, answer, shifted


def workshops(db, *, fixed=True):
    """A lecture for everybody on the first day (when `fixed`), then workshops A and B; workshop C on the second."""
    event = factories.event(db, days=1 if fixed else 0, hours=2)
    for title, begin in (
        ("A", FIRST_START + 3 * HOUR),
        ("B", FIRST_START + 5 * HOUR),
        ("C", FIRST_START + DAY),
    ):
        factories.session(db, event, begin, begin + 2 * HOUR, title=f"Warsztat {title}", optional=True)
    db.commit()
    return event, {one.title[-1]: one.id for one in event.sessions if one.optional}


@pytest.fixture
def choose(app):
    """Somebody changes their choice."""

    def chosen(registration_id, *ids):
        with app.app_context(), writing() as db:
            choose_sessions(db, registration_id, set(ids), now=clock.now(), site=site())

    return chosen


def test_an_entry_merges_what_is_for_everybody_and_what_was_chosen(house, db):
    event, ids = workshops(db)
    house.join(event, sessions_chosen=frozenset({ids["A"]}))
    [letter] = house.deliver()
    assert letter.entry.start == FIRST_START
    assert letter.entry.end == FIRST_START + 5 * HOUR
    assert "Warsztat A" in letter.entry.description
    assert "Warsztat B" not in letter.entry.description
    assert "Wybrane punkty programu: Warsztat A" in letter.text.replace("\u00a0", " ")
    assert "Warsztat B" not in letter.text
    assert "Warsztat B" not in letter.html


def test_a_day_with_nothing_of_theirs_has_no_entry_and_no_mail(house, db):
    event, _ = workshops(db)
    house.join(event)
    [letter] = house.deliver()
    assert letter.entry.end == FIRST_START + 2 * HOUR
    assert "Wybrane punkty programu: żaden" in letter.text.replace("\u00a0", " ")
    assert not letter.subject.startswith("[")


def test_changing_the_choice_moves_exactly_the_days_concerned(house, db, choose, hold_over):
    event, ids = workshops(db)
    registration = house.join(event, sessions_chosen=frozenset({ids["A"]}))
    [first] = house.deliver()
    choose(registration, ids["B"], ids["C"])
    assert house.deliver() == []
    hold_over()
    moved, fresh = house.deliver()
    assert (moved.entry.uid, moved.entry.sequence) == (first.entry.uid, 1)
    assert moved.entry.end == FIRST_START + 7 * HOUR
    assert moved.subject.endswith(f"Zmiana wybranych punktów programu: {event.title}")
    assert "Warsztat B" in moved.text
    assert (fresh.entry.method, fresh.entry.sequence) == ("REQUEST", 0)
    assert fresh.entry.start == FIRST_START + DAY
    choose(registration, ids["B"])
    hold_over()
    [taken] = house.deliver()
    assert (taken.entry.method, taken.entry.uid) == ("CANCEL", fresh.entry.uid)
    assert "zgłoszenie pozostaje ważne" in taken.text
    choose(registration, ids["B"], ids["C"])
    hold_over()
    [again] = house.deliver()
    assert (again.entry.method, again.entry.sequence) == ("REQUEST", 0)
    assert again.entry.uid not in {moved.entry.uid, fresh.entry.uid}


def test_an_item_that_is_to_be_chosen_is_not_said_to_be_gone(house, db, choose, hold_over):
    event, ids = workshops(db)
    registration = house.join(event, sessions_chosen=frozenset({ids["A"]}))
    house.deliver()
    choose(registration, ids["B"])
    hold_over()
    [letter] = house.deliver()
    text = letter.text.replace("\u00a0", " ")
    assert "- Do wyboru osobistym linkiem, obecnie niewybrane: Warsztat A" in text
    assert "Nie ma już" not in text


def test_a_choice_that_is_undone_at_once_sends_nothing(house, db, choose, hold_over):
    event, ids = workshops(db)
    registration = house.join(event, sessions_chosen=frozenset({ids["A"]}))
    house.deliver()
    choose(registration, ids["B"], ids["C"])
    choose(registration, ids["A"])
    hold_over()
    assert house.deliver() == []


def test_a_moved_workshop_is_told_to_those_who_chose_it_only(house, db, hold_over):
    event, ids = workshops(db)
    house.join(event, sessions_chosen=frozenset({ids["A"]}))
    house.join(event, email="druga@warta.example.pl", sessions_chosen=frozenset({ids["B"]}))
    house.deliver()
    house.edit(event, shifted(HOUR, 2))
    hold_over()
    [moved] = house.deliver()
    assert moved.line("ATTENDEE").endswith(":mailto:druga@warta.example.pl")
    assert moved.subject.startswith("Zmiana terminu lub miejsca")


def test_other_events_sessions_and_those_for_everybody_are_no_choice(house, db, choose):
    event, ids = workshops(db)
    _, foreign = workshops(db)
    registration = house.join(event, sessions_chosen=frozenset({foreign["A"], event.sessions[0].id, 10**9}))
    db.rollback()
    assert db.get_one(Registration, registration).invitee.sessions == []
    choose(registration, foreign["C"], ids["C"])
    db.rollback()
    assert [one.id for one in db.get_one(Registration, registration).invitee.sessions] == [ids["C"]]


def test_where_nothing_is_for_everybody_one_must_be_chosen(house, db, choose):
    event, ids = workshops(db, fixed=False)
    factories.session(
        db, event, FIRST_START, FIRST_START + HOUR, title="Powitalna kawa", kind=SessionKind.BREAK
    )
    db.commit()
    with pytest.raises(NothingChosen):
        house.join(event)
    assert db.scalars(select(Registration)).all() == []
    registration = house.join(event, sessions_chosen=frozenset({ids["B"]}))
    with pytest.raises(NothingChosen):
        choose(registration)


def test_a_repeated_address_that_chooses_nothing_is_refused_as_any_other(house, db):
    event, ids = workshops(db, fixed=False)
    house.join(event, sessions_chosen=frozenset({ids["B"]}))
    with pytest.raises(NothingChosen):
        house.join(event)


def test_an_answer_stays_where_only_the_room_of_a_chosen_item_changes(house, db, hold_over):
    event, ids = workshops(db)
    registration = house.join(event, sessions_chosen=frozenset({ids["A"]}))
    house.deliver()
    house.edit(event, lambda db, event: answer(db, registration, "ACCEPTED"))
    house.edit(event, lambda db, event: setattr(event.sessions[1], "room", "12"))
    hold_over()
    [letter] = house.deliver()
    assert "PARTSTAT=ACCEPTED" in letter.line("ATTENDEE")
    assert "„Warsztat A”, sala: 12" in letter.text.replace("\u00a0", " ")


def test_an_item_that_becomes_optional_leaves_the_calendars_of_who_did_not_choose_it(house, db, hold_over):
    event = factories.event(db, days=2)
    db.commit()
    house.join(event)
    _, second = house.deliver()
    house.edit(event, lambda db, event: setattr(event.sessions[1], "optional", True))
    hold_over()
    [taken] = house.deliver()
    assert (taken.entry.method, taken.entry.uid) == ("CANCEL", second.entry.uid)


def test_an_edit_costs_the_same_for_14_as_for_4_who_chose_differently(house, db, app, hold_over):
    costs = []
    with app.app_context():
        engine = database.engine
    for number in (4, 14):
        event, ids = workshops(db)
        for person in range(number):
            house.join(
                event, email=f"osoba{person}@example.org", sessions_chosen=frozenset({ids["AB"[person % 2]]})
            )
        house.deliver()
        said = []

        def note(_connection, _cursor, statement, *_rest, said=said):
            said.append(statement)

        sa_event.listen(engine, "before_cursor_execute", note)
        house.edit(event, shifted(HOUR, 1))
        sa_event.remove(engine, "before_cursor_execute", note)
        costs.append(len(said))
        hold_over()
        assert len(house.deliver()) == number // 2
    assert costs[1] - costs[0] <= 1


def test_breaks_of_a_morning_that_others_chose_do_not_stretch_the_day(house, db):
    event, ids = workshops(db, fixed=False)
    for begin, kind in (
        (0, SessionKind.MEAL),
        (3, SessionKind.TRAINING),
        (5.5, SessionKind.BREAK),
        (8, SessionKind.BREAK),
    ):
        start = FIRST_START + begin * HOUR
        optional = kind is SessionKind.TRAINING
        factories.session(db, event, start, start + HOUR / 2, title=kind.value, kind=kind, optional=optional)
    db.commit()
    house.join(event, sessions_chosen=frozenset({ids["B"]}))
    [letter] = house.deliver()
    assert (letter.entry.start, letter.entry.end) == (FIRST_START + 5 * HOUR, FIRST_START + 8.5 * HOUR)
    house.join(event, email="rano@example.org", sessions_chosen=frozenset({ids["A"]}))
    [letter] = house.deliver()
    assert (letter.entry.start, letter.entry.end) == (FIRST_START, FIRST_START + 5 * HOUR)
