"""What subscribers are told of an event in the course of its life, and at what cost."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from sqlalchemy import event as sa_event

from registration.calendars.services import rewrite
from registration.core import clock
from registration.extensions import db as database
from registration.ical.lint import lint
from registration.trainings.models import Event, SessionKind, Visibility
from registration.web.site import site
from registration.web.writing import writing
from tests import factories
from tests.factories.trainings import FIRST_START, NOON
from tests.feeds import FEED, told

DAY = timedelta(days=1)
LATER = NOON + timedelta(minutes=1)


def cancel(db, event):
    event.visibility = Visibility.CANCELLED


def test_a_change_moves_both_validators_and_nothing_else_of_the_others(client, publish, house, time):
    event, other = publish(title="Pierwsze"), publish(title="Drugie")
    before, first = told(client), client.get(FEED)
    time.move_to(NOON + timedelta(hours=1))
    house.edit(event, lambda db, event: setattr(event.sessions[0], "room", "Sala 3"))
    after, second = told(client), client.get(FEED)
    assert after["Pierwsze"].sequence == before["Pierwsze"].sequence
    assert after["Pierwsze"].stamp > before["Pierwsze"].stamp
    assert after["Drugie"] == before["Drugie"]
    assert second.headers["ETag"] != first.headers["ETag"]
    assert second.headers["Last-Modified"] > first.headers["Last-Modified"]
    house.edit(event, lambda db, event: None)
    house.edit(other, lambda db, event: None)
    assert client.get(FEED).data == second.data


def test_a_moved_session_has_the_next_sequence_under_the_same_uid(client, publish, house):
    event = publish(title="Szkolenie")

    def later(db, event):
        event.sessions[0].starts_at += DAY
        event.sessions[0].ends_at += DAY

    before = told(client)["Szkolenie"]
    house.edit(event, later)
    after = told(client)["Szkolenie"]
    assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)
    assert after.start - before.start == DAY


def test_a_cancelled_event_is_told_for_thirty_days_and_then_left_out(client, publish, house, time):
    event = publish(title="Szkolenie")
    time.move_to(LATER)
    house.edit(event, cancel)
    [(title, entry)] = told(client).items()
    assert title == "ODWOŁANE: Szkolenie"
    assert (entry.status, entry.sequence) == ("CANCELLED", 1)
    assert entry.transparent
    first = client.get(FEED)
    time.move_to(LATER + timedelta(days=29, hours=23))
    assert client.get(FEED).data == first.data
    time.move_to(LATER + timedelta(days=30))
    assert told(client) == {}
    gone = client.get(FEED)
    assert parsedate_to_datetime(gone.headers["Last-Modified"]) == LATER + timedelta(days=30)
    assert client.get(FEED, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 200


def test_cancelled_show_keeps_the_entry_visible_in_google(client, publish, house):
    event = publish(title="Szkolenie")
    house.edit(event, cancel)
    [(title, entry)] = told(client, f"{FEED}?cancelled=show").items()
    assert title == "ODWOŁANE: Szkolenie"
    assert (entry.status, entry.transparent) == ("CONFIRMED", True)


def test_a_dropped_session_is_told_as_cancelled_under_its_uid_and_then_left_out(client, publish, house, time):
    event = publish(title="Szkolenie", days=2)
    before = told(client)["Szkolenie: Blok 2"]

    def drop(db, event):
        event.sessions.remove(event.sessions[1])

    time.move_to(LATER)
    house.edit(event, drop)
    after = told(client)
    gone = after["ODWOŁANE: Szkolenie: Blok 2"]
    assert (gone.uid, gone.status, gone.sequence) == (before.uid, "CANCELLED", before.sequence + 1)
    assert (gone.start, gone.location) == (before.start, before.location)
    assert after["Szkolenie"].status == "CONFIRMED"
    time.move_to(LATER + timedelta(days=30))
    assert list(told(client)) == ["Szkolenie"]


def test_a_draft_is_told_nowhere_and_an_unpublished_event_leaves_the_feed(client, publish, house, time):
    event = publish(title="Szkolenie")
    publish(title="Szkic", visibility=Visibility.DRAFT)
    assert list(told(client)) == ["Szkolenie"]
    first = client.get(FEED)
    time.move_to(NOON + timedelta(minutes=1))
    house.edit(event, lambda db, event: setattr(event, "visibility", Visibility.DRAFT))
    assert told(client) == {}
    assert client.get(FEED, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 200
    assert client.get(f"/calendars/event/{event.slug}.ics").status_code == 404
    house.edit(event, lambda db, event: setattr(event, "visibility", Visibility.PUBLISHED))
    assert told(client)["Szkolenie"].sequence == 1


def test_breaks_and_meals_stay_out_of_other_peoples_calendars(client, db, publish, house):
    event = publish(title="Szkolenie")

    def lunch(db, event):
        begin = FIRST_START + timedelta(hours=6)
        factories.session(db, event, begin, begin + timedelta(hours=1), kind=SessionKind.MEAL, title="Obiad")

    house.edit(event, lunch)
    assert list(told(client)) == ["Szkolenie"]


def test_the_window_reaches_ninety_days_back_and_four_hundred_ahead(client, publish, time):
    publish(title="Dawne", start=NOON - 91 * DAY)
    publish(title="Niedawne", start=NOON - 89 * DAY)
    publish(title="Przyszłe", start=NOON + 399 * DAY)
    publish(title="Odległe", start=NOON + 402 * DAY)
    assert set(told(client)) == {"Niedawne", "Przyszłe"}
    first = client.get(FEED)
    time.move_to(NOON + 3 * DAY)
    moved = client.get(FEED, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert moved.status_code == 200
    assert set(told(client)) == {"Przyszłe", "Odległe"}


@pytest.fixture
def count_statements(app):
    """Counts the statements of a request."""

    def counted(act):
        said = []

        def note(connection, cursor, statement, *_rest):
            if not statement.startswith(("BEGIN", "PRAGMA")):
                said.append(statement)

        with app.app_context():
            engine = database.engine
        sa_event.listen(engine, "before_cursor_execute", note)
        act()
        sa_event.remove(engine, "before_cursor_execute", note)
        return len(said)

    return counted


def many(app, db, number):
    """Published events with their entries, in one transaction."""
    owner = factories.organisation(db)
    for index in range(number):
        factories.event(db, organisation=owner, start=FIRST_START + timedelta(hours=index))
    db.commit()
    ids = [one.id for one in db.query(Event)]
    with app.app_context(), writing() as session:
        for one in ids:
            rewrite(session, one, clock.now(), site())


def test_a_thousand_events_cost_as_many_statements_as_one(app, client, db, publish, count_statements):
    publish()
    few = count_statements(lambda: client.get(FEED))
    many(app, db, 1000)
    assert count_statements(lambda: client.get(FEED)) == few <= 2
    answer = client.get(FEED)
    assert answer.data.count(b"BEGIN:VEVENT") == 1001
    assert lint(answer.data, kind="feed") == []


def test_rewriting_an_event_costs_the_same_whatever_its_number_of_sessions(
    app, db, publish, house, count_statements
):
    one, many = publish(days=1), publish(days=8)

    def touch(event):
        house.edit(event, lambda db, event: None)

    assert count_statements(lambda: touch(many)) == count_statements(lambda: touch(one))
