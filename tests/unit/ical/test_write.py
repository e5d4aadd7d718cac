from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.ical import text
from registration.ical.entry import Attendee, FeedHead, InvalidEntry, Method, Person, Status
from registration.ical.lint import lint
from registration.ical.read import read
from registration.ical.write import calendar, invitation, program, vevent
from registration.ical.zones import UnknownZone, used_in
from tests.unit.ical.samples import HEAD, INVITED, OFFICE, STAMP, TIMES, TRAINING, UNHURRIED, WARSAW

# The letters that break calendars, beside any other; lone surrogates and control characters included.
NASTY = st.text(
    st.sampled_from("\\nN;:,\"^'\r\n\t łŁ😀\u2028\x00\ud800\ufeff") | st.characters(), max_size=300
)

YEAR = 365 * 86_400


def lines(octets):
    return octets.replace(b"\r\n ", b"").decode().split("\r\n")


def test_an_event_is_written_as_the_design_says():
    assert lines(vevent(INVITED)) == [
        "BEGIN:VEVENT",
        "UID:4f1c0a9b7d3e-1@example.org",
        "DTSTAMP:20260504T101112Z",
        "SEQUENCE:0",
        "DTSTART;TZID=Europe/Warsaw:20260701T090000",
        "DTEND;TZID=Europe/Warsaw:20260701T153000",
        "SUMMARY;LANGUAGE=pl:Szkolenie: łączenie usług\\, dzień 1",
        "DESCRIPTION;LANGUAGE=pl:Zaczynamy o 9:00\\;\\npoczęstunek\\, przerwa.\\n\\nhttps://example.org/szkolenie",
        "LOCATION;LANGUAGE=pl:Sala sesyjna\\, ul. Przykładowa 1\\, Łódź",
        "URL:https://example.org/szkolenie",
        "CATEGORIES;LANGUAGE=pl:szkolenie,dane\\, statystyka",
        "STATUS:CONFIRMED",
        "CLASS:PUBLIC",
        "TRANSP:OPAQUE",
        "CREATED:20260504T101112Z",
        "LAST-MODIFIED:20260504T101112Z",
        "RELATED-TO:4f1c0a9b7d3e@example.org",
        'ORGANIZER;CN="Biuro szkoleń (przykład)":mailto:biuro@example.org',
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;"
        'CN="Sekretarz gminy (przykład)":mailto:sekretarz@gmina.example.org',
        "X-MICROSOFT-DISALLOW-COUNTER:TRUE",
        "END:VEVENT",
        "",
    ]


def test_a_bare_entry_has_no_empty_properties():
    bare = replace(
        TRAINING, description="", location=" ", url="", categories=("",), related_to="", language="",
        created=None, last_modified=None, transparent=True,
    )  # fmt: skip
    assert lines(vevent(bare)) == [
        "BEGIN:VEVENT",
        "UID:4f1c0a9b7d3e-1@example.org",
        "DTSTAMP:20260504T101112Z",
        "SEQUENCE:0",
        "DTSTART;TZID=Europe/Warsaw:20260701T090000",
        "DTEND;TZID=Europe/Warsaw:20260701T153000",
        "SUMMARY:Szkolenie: łączenie usług\\, dzień 1",
        "STATUS:CONFIRMED",
        "CLASS:PUBLIC",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("one whole day", "DTSTART;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260702"),
        ("five whole days", "DTSTART;VALUE=DATE:20260831", "DTEND;VALUE=DATE:20260905"),
        ("in UTC", "DTSTART:20260701T090000Z", "DTEND:20260701T100000Z"),
        ("in a zone that no short rule expresses", "DTSTART:20260701T060000Z", "DTEND:20260701T100000Z"),
        ("the second 2:30 of two", "DTSTART:20261025T013000Z", "DTEND:20261025T050000Z"),
        ("in Kyiv", "DTSTART;TZID=Europe/Kyiv:20260701T090000", "DTEND;TZID=Europe/Kyiv:20260701T130000"),
    ],
)
def test_times_are_written_so_that_they_mean_one_instant(name, start, end):
    assert [line for line in lines(vevent(TIMES[name])) if line.startswith(("DTSTART", "DTEND"))] == [
        start,
        end,
    ]


def test_a_time_with_a_fixed_offset_gets_the_zone_of_the_entry_and_no_invented_name():
    offset = datetime.fromisoformat("2026-07-01T07:00:00+00:00")
    assert vevent(replace(TRAINING, start=offset)) == vevent(TRAINING)


def test_the_same_values_give_the_same_bytes():
    assert invitation(INVITED, Method.REQUEST) == invitation(replace(INVITED), Method.REQUEST)


def test_an_invitation_is_one_event_with_its_zone():
    written = lines(invitation(INVITED, Method.REQUEST))
    assert written[:6] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Zapisy//Zapisy//PL",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VTIMEZONE",
    ]
    assert written[-2:] == ["END:VCALENDAR", ""]
    assert written.count("BEGIN:VEVENT") == written.count("BEGIN:VTIMEZONE") == 1


def test_a_cancellation_says_so_and_asks_for_no_answer():
    written = lines(invitation(replace(INVITED, sequence=1), Method.CANCEL))
    assert "METHOD:CANCEL" in written
    assert "STATUS:CANCELLED" in written
    assert "SEQUENCE:1" in written
    assert any("RSVP=FALSE" in line for line in written if line.startswith("ATTENDEE"))


@pytest.mark.parametrize(
    ("entry", "method"),
    [
        (replace(INVITED, attendee=None), Method.REQUEST),
        (replace(INVITED, organizer=None), Method.REQUEST),
        (replace(INVITED, organizer=None), Method.CANCEL),
        (replace(INVITED, status=Status.CANCELLED), Method.REQUEST),
        (INVITED, Method.PUBLISH),
        (INVITED, Method.REPLY),
    ],
)
def test_what_is_no_invitation_is_refused(entry, method):
    with pytest.raises(InvalidEntry):
        invitation(entry, method)


def test_an_unknown_zone_is_refused():
    with pytest.raises(UnknownZone):
        vevent(replace(TRAINING, zone="Mars/Base"))
    with pytest.raises(UnknownZone):
        calendar(HEAD, [], ["Mars/Base"])


def test_a_feed_has_the_head_that_clients_look_for():
    written = lines(calendar(replace(HEAD, description="Wszystkie, razem"), [], []))
    assert written[5 : written.index("BEGIN:VTIMEZONE")] == [
        "NAME:Szkolenia (przykład)",
        "X-WR-CALNAME:Szkolenia (przykład)",
        "DESCRIPTION:Wszystkie\\, razem",
        "X-WR-CALDESC:Wszystkie\\, razem",
        "X-WR-TIMEZONE:Europe/Warsaw",
        "COLOR:teal",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://example.org/szkolenia.ics",
        "LAST-MODIFIED:20260504T101112Z",
    ]


def test_a_colour_as_a_number_goes_to_the_property_that_takes_it():
    assert "X-APPLE-CALENDAR-COLOR:#0F4C5C" in lines(calendar(FeedHead("Szkolenia", color="#0F4C5C"), [], []))


def test_a_feed_joins_stored_bytes_as_they_are():
    stored = [vevent(replace(TIMES["in Kyiv"], uid="kyiv@example.org")), vevent(TRAINING)]
    feed = calendar(HEAD, stored, used_in(stored))
    assert b"".join(stored) in feed
    assert feed.count(b"BEGIN:VTIMEZONE") == 2
    assert feed == program(HEAD, [replace(TIMES["in Kyiv"], uid="kyiv@example.org"), TRAINING])


def test_a_feed_never_names_a_participant():
    with pytest.raises(InvalidEntry, match="ATTENDEE"):
        calendar(HEAD, [vevent(INVITED)], ["Europe/Warsaw"])
    assert b"sekretarz" not in program(HEAD, [INVITED])


def test_an_empty_feed_is_still_a_calendar():
    assert lint(calendar(HEAD, [], []), kind="feed") == []
    assert lint(calendar(FeedHead("Szkolenia", zone="UTC"), [], []), kind="feed") == []


@pytest.mark.parametrize("entry", TIMES.values(), ids=TIMES)
def test_everything_written_passes_the_linter_and_reads_back_as_the_same_instants(entry):
    invited = replace(entry, organizer=OFFICE, attendee=INVITED.attendee)
    request, cancel = invitation(invited, Method.REQUEST), invitation(invited, Method.CANCEL)
    assert lint(request, kind="invitation") == lint(cancel, kind="invitation") == []
    assert lint(program(HEAD, [entry]), kind="feed") == []
    for data in (request, cancel, program(HEAD, [entry])):
        [event] = read(data)
        assert (event.start, event.end) == (entry.start, entry.end)


@UNHURRIED
@given(summary=NASTY, description=NASTY, location=NASTY, name=NASTY, category=NASTY)
def test_any_text_passes_the_linter_and_reads_back_as_it_was_cleaned(
    summary, description, location, name, category
):
    texts = {"summary": summary, "description": description, "location": location}
    people = {"organizer": Person(OFFICE.email, name), "attendee": Attendee(Person("a@example.org", name))}
    entry = replace(INVITED, **texts, **people, categories=(category, "szkolenie"))
    data = invitation(entry, Method.REQUEST)
    assert lint(data, kind="invitation") == []
    [event] = read(data)
    assert event.summary == text.line(summary)
    assert event.description == text.clean(description)
    assert event.location == text.line(location)
    assert event.categories == tuple(filter(None, (text.line(category), "szkolenie")))
    assert event.attendees[0].name == event.organizer.name == text.name(name)


@UNHURRIED
@given(name=NASTY, description=NASTY)
def test_any_name_of_a_feed_passes_the_linter(name, description):
    assert lint(program(FeedHead(name, description), [TRAINING]), kind="feed") == []


@UNHURRIED
@given(
    st.integers(YEAR, 67 * YEAR).map(lambda seconds: datetime.fromtimestamp(seconds, tz=WARSAW)),
    st.integers(1, 6 * 86_400),
    st.sampled_from(["Europe/Warsaw", "Europe/Kyiv", "UTC", "Australia/Sydney", "Africa/Casablanca"]),
)
def test_any_instant_reads_back_as_itself(start, seconds, zone):
    end = datetime.fromtimestamp(start.timestamp() + seconds, tz=WARSAW)
    data = program(HEAD, [replace(TRAINING, start=start, end=end, zone=zone)])
    assert lint(data, kind="feed") == []
    [event] = read(data)
    assert event.start.timestamp() == start.timestamp()
    assert event.end.timestamp() == end.timestamp()


@UNHURRIED
@given(st.dates(date(1971, 1, 1), date(2100, 1, 1)), st.integers(1, 40))
def test_any_whole_days_read_back_as_themselves(start, days):
    end = start + timedelta(days=days)
    [event] = read(program(HEAD, [replace(TRAINING, start=start, end=end, stamp=STAMP)]))
    assert (event.start, event.end) == (start, end)
