from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.ical.entry import Method
from registration.ical.read import MAX_OCTETS, ReadAttendee, Unreadable, read
from registration.ical.write import invitation, program
from tests.unit.ical.samples import HEAD, INVITED, TIMES, TRAINING, UNHURRIED

REQUEST = invitation(INVITED, Method.REQUEST)
ENDLESS_ZONE = b"".join(
    b"%s\r\n" % line
    for line in (
        b"BEGIN:VTIMEZONE", b"TZID:Mars/Base",
        b"BEGIN:STANDARD", b"DTSTART:19700101T000000", b"RRULE:FREQ=SECONDLY", b"TZOFFSETFROM:+0100",
        b"TZOFFSETTO:+0200", b"END:STANDARD",
        b"BEGIN:DAYLIGHT", b"DTSTART:19700101T000000", b"RRULE:FREQ=SECONDLY", b"TZOFFSETFROM:+0200",
        b"TZOFFSETTO:+0100", b"END:DAYLIGHT",
        b"END:VTIMEZONE",
    )
)  # fmt: skip


def changed(before, after):
    assert before in REQUEST
    return REQUEST.replace(before, after)


def test_an_invitation_reads_back_whole():
    [event] = read(REQUEST)
    assert event.method == "REQUEST"
    assert event.uid == INVITED.uid
    assert (event.stamp, event.sequence, event.status) == (INVITED.stamp, 0, "CONFIRMED")
    assert (event.start, event.end) == (INVITED.start, INVITED.end)
    assert event.start.tzinfo.key == "Europe/Warsaw"
    assert (event.summary, event.description) == (INVITED.summary, INVITED.description)
    assert (event.location, event.url) == (INVITED.location, INVITED.url)
    assert (event.categories, event.related_to) == (INVITED.categories, INVITED.related_to)
    assert event.organizer == ReadAttendee("biuro@example.org", "Biuro szkoleń (przykład)")
    assert event.attendees == (
        ReadAttendee("sekretarz@gmina.example.org", "Sekretarz gminy (przykład)", "NEEDS-ACTION", rsvp=True),
    )
    assert not event.transparent
    assert event.recurrence_id is None


def test_the_events_of_a_feed_come_in_their_order():
    entries = [replace(entry, uid=f"{number}@example.org") for number, entry in enumerate(TIMES.values())]
    assert [event.uid for event in read(program(HEAD, entries))] == [entry.uid for entry in entries]


def test_a_windows_zone_name_is_understood():
    data = changed(b"DTSTART;TZID=Europe/Warsaw", b"DTSTART;TZID=Central European Standard Time")
    assert read(data)[0].start == TRAINING.start


def test_a_time_in_an_unknown_zone_stays_naive_and_its_rules_are_not_worked_out():
    data = changed(b"DTSTART;TZID=Europe/Warsaw", b"DTSTART;TZID=Mars/Base")
    data = data.replace(b"BEGIN:VEVENT", ENDLESS_ZONE + b"BEGIN:VEVENT")
    assert read(data)[0].start == datetime(2026, 7, 1, 9)  # noqa: DTZ001


def test_what_the_sender_left_out_is_empty():
    data = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    [event] = read(data)
    assert (event.method, event.sequence, event.stamp, event.start, event.end) == ("", 0, None, None, None)
    assert (event.organizer, event.attendees, event.categories) == (None, (), ())


def test_a_byte_order_mark_and_bare_line_feeds_are_forgiven():
    assert read(b"\xef\xbb\xbf" + REQUEST.replace(b"\r\n", b"\n")) == read(REQUEST)


def test_a_whole_day_is_a_date():
    assert read(program(HEAD, [TIMES["one whole day"]]))[0].start == date(2026, 7, 1)


def test_an_address_is_read_whatever_its_case_and_escapes():
    data = changed(b"mailto:biuro@example.org", b"MAILTO:biuro%2Bkurs@example.org")
    assert read(data)[0].organizer.email == "biuro+kurs@example.org"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"BEGIN:VCALENDAR\r\n",
        b"END:VCALENDAR\r\n",
        b"BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n",
        b"X-COMMENT:a\r\n",
        b"a\r\n" * 10,
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" * 2,
        b"BEGIN:A\r\n" * 100_000,
        b"\xff\xfe",
        REQUEST + b" " * MAX_OCTETS,
        changed(b"END:VEVENT", b"END:VTODO"),
        changed(b"BEGIN:VEVENT", b"BEGIN ;X=1:VEVENT"),
        changed(b"BEGIN:VTIMEZONE", b"BEGIN;X=1:VTIMEZONE"),
        changed(b"SEQUENCE:0", b"SEQUENCE:zero"),
        changed(b"SEQUENCE:0", b"SEQUENCE:" + b"9" * 5000),
        changed(b"SEQUENCE:0", b"SEQUENCE:0\r\nSEQUENCE:1"),
        changed(b"SEQUENCE:0", b"no colon"),
        changed(b"UID:4f1c0a9b7d3e-1@example.org\r\n", b""),
        changed(b"DTSTAMP:20260504T101112Z", b"DTSTAMP:20260504"),
        changed(b"DTSTAMP:20260504T101112Z", b"DTSTAMP:yesterday"),
        changed(b"mailto:biuro@example.org", b"biuro"),
        changed(b"ORGANIZER;", b"ORGANIZER:mailto:a@example.org\r\nORGANIZER;"),
    ],
    ids=lambda data: repr(data[:30]) if isinstance(data, bytes) else None,
)
def test_what_cannot_be_read_without_guessing_is_refused(data):
    with pytest.raises(Unreadable):
        read(data)


def test_a_text_is_never_taken_for_the_name_of_a_file():
    with pytest.raises(TypeError):
        read("/etc/hostname")


@UNHURRIED
@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(data):
    with pytest.raises(Unreadable):
        read(data)


@UNHURRIED
@given(st.integers(0, len(REQUEST)), st.integers(0, 40), st.binary(max_size=20))
def test_no_damage_does_more_than_be_refused(at, length, put):
    try:
        events = read(REQUEST[:at] + put + REQUEST[at + length :])
    except Unreadable:
        return
    assert all(event.stamp is None or event.stamp.astimezone(UTC) for event in events)
