"""Feeds and calendar files as programs fetch them, and the page that says how to subscribe."""

import gzip
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from sqlalchemy import event as sa_event

from registration.config import ROOT
from registration.core import clock
from registration.extensions import db as database
from registration.ical.lint import lint
from registration.ical.read import read
from registration.trainings.models import Event, SessionKind, Visibility
from registration.web.writing import writing
from tests import factories
from tests.factories.trainings import FIRST_START, NOON
from tests.letters import House

FEED = "/calendars/public.ics"
DAY = timedelta(days=1)
LATER = NOON + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def time():
    """Early June, until a test moves the clock."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def house(app):
    return House(app)


@pytest.fixture
def publish(db, house):
    """Makes a published event that everybody has been told of."""

    def made(**values):
        event = factories.event(db, **values)
        db.commit()
        house.edit(event, lambda db, event: None)
        return event

    return made


def told(client, address=FEED):
    """The entries of a feed that passes the linter, by their summary."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert lint(answer.data, kind="feed") == []
    return {one.summary: one for one in read(answer.data)}


def cancel(db, event):
    event.visibility = Visibility.CANCELLED


def test_the_feed_is_a_calendar_that_nobody_need_sign_in_for(client, publish):
    publish(title="Dane otwarte")
    answer = client.get(FEED)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=900"
    assert "Set-Cookie" not in answer.headers
    assert "Content-Disposition" not in answer.headers
    assert "X-Robots-Tag" not in answer.headers
    assert b"METHOD:PUBLISH\r\n" in answer.data
    assert b"SOURCE;VALUE=URI:http://localhost/calendars/public.ics\r\n" in answer.data
    assert b"ATTENDEE" not in answer.data
    assert list(told(client)) == ["Dane otwarte"]


def test_an_empty_feed_is_a_calendar_too(client):
    assert told(client) == {}


def test_nothing_changed_is_304_without_a_body_by_either_validator(client, publish):
    publish()
    first = client.get(FEED)
    for name, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = client.get(FEED, headers={name: value})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]


def test_the_etag_is_strong_and_head_says_the_same_as_get(client, publish):
    publish()
    full, head = client.get(FEED), client.head(FEED)
    assert re.fullmatch(r'"[0-9a-f]+"', full.headers["ETag"])
    assert head.status_code == 200
    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == full.headers[name]


def test_gzip_is_for_whoever_asks_and_has_an_etag_of_its_own(client, publish):
    for _ in range(3):
        publish()
    plain = client.get(FEED)
    small = client.get(FEED, headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in small.headers["Vary"]
    again = client.get(FEED, headers={"Accept-Encoding": "gzip", "If-None-Match": small.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(FEED, headers={"Accept-Encoding": "gzip;q=0"}).data == plain.data


def test_bytes_stay_the_same_for_hours_languages_and_processes(client, publish, time, settings):
    publish(days=2)
    first = client.get(FEED).data
    time.move_to(NOON + timedelta(hours=7))
    assert client.get(FEED).data == first
    client.set_cookie("prefs", "language=en&theme=dark")
    assert client.get(FEED).data == first
    program = (
        "import sys; from pathlib import Path; from registration import create_app; "
        "from registration.config import Settings; import time_machine, datetime; "
        "app = create_app(Settings(instance=Path(sys.argv[1]), secret_key='test-key', base_url='http://localhost')); "
        "traveller = time_machine.travel(datetime.datetime(2026, 6, 2, tzinfo=datetime.UTC)); traveller.start(); "
        "sys.stdout.buffer.write(app.test_client().get('/calendars/public.ics').data)"
    )
    other = subprocess.run(
        [sys.executable, "-c", program, str(settings.instance)], cwd=ROOT, capture_output=True, check=True
    )
    assert other.stdout == first


@pytest.mark.parametrize(
    "query",
    [
        "q=1",
        "organisation=",
        "organisation=x",
        "organisation=-1",
        "organisation=999999",
        "organisation=1&organisation=2",
        "organisation=12345678901",
        "cancelled=hide",
        "cancelled=show&cancelled=show",
        "cancelled",
    ],
)
def test_an_unknown_filter_is_refused(client, publish, query):
    publish()
    assert client.get(f"{FEED}?{query}").status_code == 400


def test_a_feed_of_one_organisation_has_its_sessions_only_and_its_name(client, db, publish):
    owner = factories.organisation(db, name="Powiat Łowicki (przykład)")
    publish(title="Nasze", organisation=owner)
    publish(title="Obce")
    assert list(told(client, f"{FEED}?organisation={owner.id}")) == ["Nasze"]
    assert set(told(client)) == {"Nasze", "Obce"}
    assert "NAME:Zapisy: Powiat Łowicki (przykład)" in client.get(f"{FEED}?organisation={owner.id}").text


def test_equal_filters_give_equal_bytes_however_they_are_written(client, publish):
    owner = publish().organisation_id
    ways = (f"organisation={owner}&cancelled=show", f"cancelled=show&organisation=0{owner}")
    first, second = (client.get(f"{FEED}?{way}") for way in ways)
    assert first.data == second.data
    assert (
        f"SOURCE;VALUE=URI:http://localhost{FEED}?cancelled=show&organisation={owner}"
        in first.text.replace("\r\n ", "")
    )


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


def test_the_meetings_link_is_not_told_to_the_public(client, publish):
    event = publish(title="Szkolenie", online_url="https://spotkania.example.org/tajny")
    for address in (FEED, f"/calendars/event/{event.slug}.ics"):
        assert "tajny" not in client.get(address).text.replace("\r\n ", "")
    assert told(client)["Szkolenie"].location == "online"


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
    from registration.calendars.services import rewrite
    from registration.web.site import site

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


def test_an_event_is_a_file_of_its_sessions_named_after_it(client, publish):
    event = publish(title="Szkolenie", days=2)
    answer = client.get(f"/calendars/event/{event.slug}.ics")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.slug}.ics"'
    assert "\r\nNAME:Szkolenie\r\n" in answer.text
    entries = told(client, f"/calendars/event/{event.slug}.ics")
    assert list(entries) == ["Szkolenie: Blok 1", "Szkolenie: Blok 2"]
    assert {one.related_to for one in entries.values()} == {f"event-{event.public_id}@zapisy"}
    assert [one.start for one in entries.values()] == [FIRST_START, FIRST_START + DAY]


def test_a_session_is_a_file_with_the_same_entry_as_the_feed(client, publish):
    event = publish(title="Szkolenie", days=2)
    session = event.sessions[1]
    [entry] = told(client, f"/calendars/session/{session.public_id}.ics").values()
    assert entry == told(client)["Szkolenie: Blok 2"]


@pytest.mark.parametrize(
    "address", ["/calendars/event/nie-ma.ics", "/calendars/session/niema.ics", "/calendars/x.ics"]
)
def test_a_file_of_nothing_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_an_archived_record_without_times_has_no_file(client, db, publish):
    event = publish(visibility=Visibility.ARCHIVED)
    assert client.get(f"/calendars/event/{event.slug}.ics").status_code == 404


def test_robots_may_fetch_the_feed(client):
    rules = client.get("/robots.txt").text
    disallowed = re.findall(r"^Disallow:\s*(\S*)", rules, re.MULTILINE)
    assert not [one for one in disallowed if one and FEED.startswith(one)]


def test_the_page_gives_the_address_for_every_program_and_says_how_slow_they_are(client):
    page = client.get("/calendars/")
    for said in (
        'value="http://localhost/calendars/public.ics"',
        'href="webcal://localhost/calendars/public.ics"',
        "calendar/u/0/r/settings/addbyurl",
        "addfromweb?url=http%3A%2F%2Flocalhost%2Fcalendars%2Fpublic.ics",
        "public.ics?cancelled=show",
        "8–24 godziny",
        "30 minut",
    ):
        assert said in page.text
    assert client.get("/calendars/", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304


def test_entries_have_an_organizer_and_a_link_to_the_page(client, publish):
    event = publish(title="Szkolenie", contact_email="biuro@example.org")
    entry = told(client)["Szkolenie"]
    assert entry.organizer.email == "zapisy@localhost.localdomain"
    assert entry.organizer.name == event.organisation.name
    assert entry.url == f"http://localhost/trainings/{event.slug}"
    assert entry.stamp == datetime(2026, 6, 1, 12, tzinfo=UTC)
