"""Feeds and calendar files as programs fetch them, and the page that says how to subscribe."""

import gzip
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from registration.config import ROOT
from registration.trainings.models import Visibility
from tests import factories
from tests.factories.trainings import FIRST_START, NOON
from tests.feeds import FEED, told
from tests.letters import House

DAY = timedelta(days=1)


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


def test_bytes_stay_the_same_for_hours_languages_and_processes(app, client, publish, time, settings):
    publish(days=2)
    first = client.get(FEED).data
    time.move_to(NOON + timedelta(hours=7))
    assert client.get(FEED).data == first
    client.set_cookie("prefs", "language=en&theme=dark")
    assert client.get(FEED).data == first
    program = (
        "import sys; from pathlib import Path; from registration import create_app; "
        "from registration.config import Settings; import time_machine, datetime; "
        "app = create_app(Settings(instance=Path(sys.argv[1]), database_url=sys.argv[2], secret_key='test-key', "
        "base_url='http://localhost')); "
        "traveller = time_machine.travel(datetime.datetime(2026, 6, 2, tzinfo=datetime.UTC)); traveller.start(); "
        "sys.stdout.buffer.write(app.test_client().get('/calendars/public.ics').data)"
    )
    address = app.extensions["zapisy.settings"].database_url
    command = [sys.executable, "-c", program, str(settings.instance), address]
    other = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
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


def test_the_meetings_link_is_not_told_to_the_public(client, publish):
    event = publish(title="Szkolenie", online_url="https://spotkania.example.org/tajny")
    for address in (FEED, f"/calendars/event/{event.slug}.ics"):
        assert "tajny" not in client.get(address).text.replace("\r\n ", "")
    assert told(client)["Szkolenie"].location == "online"


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
