"""Everything that we write is read by others as the same instants and words.

icalendar and recurring-ical-events are Python and always run; libical is a C library (marked foreign).
"""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from registration.ical import text, zones
from registration.ical.entry import Attendee, Method, Person
from registration.ical.read import read
from registration.ical.write import calendar, invitation, program, vevent
from tests.interop import libical
from tests.unit.ical.samples import HEAD, INVITED, OFFICE, SECRETARY, TIMES, TRAINING, UNHURRIED

HOUR = timedelta(hours=1)
ENTRIES = {name: replace(entry, organizer=OFFICE, attendee=SECRETARY) for name, entry in TIMES.items()}
FORMS = {
    "REQUEST": lambda entry: invitation(entry, Method.REQUEST),
    "CANCEL": lambda entry: invitation(entry, Method.CANCEL),
    "program": lambda entry: program(HEAD, [entry]),
    "feed": lambda entry: calendar(HEAD, [vevent(replace(entry, attendee=None))], [entry.zone]),
}
REPEATED_HOUR = {datetime(2026, 10, 25, 0, 30, tzinfo=UTC)}
NASTY = st.text(st.sampled_from("\\nN;:,\"^'\n łŁ😀\u2028") | st.characters(), max_size=300)


@pytest.fixture
def theirs() -> None:
    """libical, which must be there when everything is tested, and may be missing on a bare machine."""
    try:
        libical.read(program(HEAD, [TRAINING]))
    except libical.LibicalMissing as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


def every(forms=FORMS):
    return [
        pytest.param(entry, form, id=f"{name} as {form}") for name, entry in ENTRIES.items() for form in forms
    ]


def as_instant(moment):
    """The instant in UTC, or the date: what must be equal whoever reads it."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def expected(entry):
    return as_instant(entry.start), as_instant(entry.end)


@pytest.mark.parametrize(("entry", "form"), every())
def test_icalendar_reads_the_same_instants(entry, form):
    [event] = read(FORMS[form](entry))
    assert (as_instant(event.start), as_instant(event.end)) == expected(entry)


@pytest.mark.parametrize(("entry", "form"), every())
def test_recurring_ical_events_puts_the_entry_on_the_same_instants(entry, form):
    data = FORMS[form](entry)
    if as_instant(entry.start) in REPEATED_HOUR:
        # x-wr-timezone 0.0.7 puts UTC times into the feed's zone and takes the first 2:30 for the second.
        data = data.replace(b"X-WR-TIMEZONE:Europe/Warsaw\r\n", b"")
    found = icalendar.Calendar.from_ical(data)
    window = entry.start - timedelta(days=1), entry.end + timedelta(days=1)
    [event] = recurring_ical_events.of(found).between(*window)
    assert (as_instant(event.start), as_instant(event.end)) == expected(entry)


@pytest.mark.foreign
@pytest.mark.usefixtures("theirs")
@pytest.mark.parametrize(("entry", "form"), every())
def test_libical_reads_the_same_instants_by_our_vtimezone(entry, form):
    found = libical.read(FORMS[form](entry))
    assert found.errors == 0
    [event] = found.events
    assert (event.start, event.end) == expected(entry)


@pytest.mark.foreign
@pytest.mark.usefixtures("theirs")
def test_libical_works_times_out_by_the_calendars_own_zone_and_by_no_other():
    false = invitation(INVITED, Method.REQUEST).replace(b"TZOFFSETTO:+0200", b"TZOFFSETTO:+0500")
    assert libical.read(false).events[0].start == INVITED.start - 3 * HOUR


@pytest.mark.foreign
@pytest.mark.usefixtures("theirs")
@pytest.mark.parametrize("form", FORMS)
def test_libical_finds_that_what_we_write_keeps_the_rules_of_itip(form):
    assert libical.read(FORMS[form](INVITED)).keeps_itip_rules


@pytest.mark.foreign
@pytest.mark.usefixtures("theirs")
def test_a_whole_programme_is_read_by_all_alike():
    entries = [replace(entry, uid=f"{number}@example.org") for number, entry in enumerate(TIMES.values())]
    data = program(HEAD, entries)
    ours = [(event.uid, as_instant(event.start), as_instant(event.end)) for event in read(data)]
    assert ours == [(event.uid, event.start, event.end) for event in libical.read(data).events]
    assert ours == [(entry.uid, *expected(entry)) for entry in entries]


@pytest.mark.foreign
@pytest.mark.usefixtures("theirs")
@UNHURRIED
@given(summary=NASTY, description=NASTY, location=NASTY)
def test_libical_reads_any_text_as_it_was_cleaned(summary, description, location):
    entry = replace(INVITED, summary=summary, description=description, location=location)
    [event] = libical.read(invitation(entry, Method.REQUEST)).events
    assert event.summary == text.line(summary)
    assert event.description == text.clean(description)
    assert event.location == text.line(location)


@pytest.mark.foreign
@pytest.mark.usefixtures("theirs")
@pytest.mark.parametrize(
    "name", ["Łucja: gmina; Łask, pow. łaski", 'Jan "Sekretarz" (przykład)', "^ i ^^ i ^'", "O'Nil"]
)
def test_libical_reads_a_name_with_signs_in_it(name):
    entry = replace(INVITED, attendee=Attendee(Person("a@example.org", name)))
    [event] = libical.read(invitation(entry, Method.REQUEST)).events
    assert (event.attendee, event.attendee_name) == ("mailto:a@example.org", name)


@pytest.mark.parametrize("name", ["Europe/Warsaw", "Europe/Kyiv", "Europe/London", "UTC", "Europe/Istanbul"])
def test_icalendar_works_out_our_vtimezone_as_the_tz_data_say(name):
    ours = icalendar.Timezone.from_ical(zones.vtimezone(name)).to_tz(lookup_tzid=False)
    begin = datetime(2026, 10, 24, tzinfo=UTC)
    for hour in range(0, 200 * 24, 5):
        moment = begin + hour * HOUR
        if zones.writable(moment, name):
            wall = moment.astimezone(ZoneInfo(name)).replace(tzinfo=None)
            assert wall.replace(tzinfo=ours).utcoffset() == wall.replace(tzinfo=ZoneInfo(name)).utcoffset()
