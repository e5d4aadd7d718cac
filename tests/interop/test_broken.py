"""The linter finds the named fault, and nothing else, in each file of broken/: all made by hand."""

from pathlib import Path

import pytest

from registration.ical.lint import Code, lint

BROKEN = Path(__file__).parent / "broken"

# code (or codes, where one fault is two by the standard): the files that have it
FEEDS = {
    "byte-order-mark": ["byte-order-mark"],
    "not-utf8": ["latin2-bytes"],
    "line-end": ["unix-line-ends", "one-bare-line-feed", "bare-carriage-return"],
    "unfinished-line": ["last-line-without-end"],
    "long-line": ["line-of-76-octets", "unfolded-description"],
    "empty-line": ["empty-line"],
    "orphan-fold": ["fold-before-anything"],
    "split-character": ["fold-inside-a-character"],
    "split-escape": ["fold-inside-an-escape"],
    "control-character": ["bell-in-a-summary"],
    "malformed-line": ["line-without-a-colon", "line-without-a-name"],
    "malformed-parameter": ["parameter-without-a-value"],
    "unknown-parameter": ["unknown-parameter"],
    "misplaced-parameter": ["rsvp-on-a-summary"],
    "not-a-calendar": ["text-before-the-calendar", "event-alone"],
    "second-calendar": ["two-calendars"],
    "unbalanced": ["event-not-closed", "event-closed-twice"],
    "unexpected-component": ["a-task-in-the-feed", "event-inside-a-zone"],
    "alarm": ["alarm"],
    "no-event": ["feed-without-a-component"],
    "late-property": ["property-after-the-events"],
    "head-order": ["method-before-the-version"],
    "version": ["version-1", "another-calendar-scale"],
    "method": ["request-in-a-feed"],
    "unknown-property": ["unknown-property"],
    "misplaced-property": ["summary-of-the-calendar"],
    "repeated-property": ["uid-twice", "stamp-twice"],
    "missing-property": [
        "event-without-a-uid",
        "event-with-an-empty-uid",
        "event-without-a-stamp",
        "event-without-a-start",
        "zone-part-without-an-offset",
    ],
    "missing-property head-order": ["calendar-without-a-prodid"],
    "bad-escape": ["windows-path-in-a-text", "escaped-colon"],
    "unescaped": ["bare-comma-in-a-location", "bare-semicolon-in-a-summary"],
    "not-an-integer": ["sequence-in-words", "negative-sequence"],
    "unknown-word": ["status-of-ones-own"],
    "not-a-uri": ["address-without-a-scheme", "address-with-polish-letters"],
    "bad-duration": ["refreshed-every-hour-in-words"],
    "bad-offset": ["zone-offset-without-a-sign"],
    "bad-recurrence": ["zone-rule-without-a-frequency"],
    "bad-time": ["thirty-first-of-june", "time-with-dashes"],
    "value-type": ["date-without-its-value-type", "time-called-a-date", "interval-without-its-value-type"],
    "not-utc": ["stamp-in-local-time"],
    "floating-time": ["floating-start"],
    "zone-not-allowed": ["zone-beside-utc", "zone-beside-a-date"],
    "bad-color": ["color-as-a-number"],
    "mixed-times": ["date-to-time"],
    "end-not-after-start": [
        "end-before-the-start",
        "end-at-the-start",
        "one-day-that-ends-on-itself",
        "ends-earlier-in-another-zone",
    ],
    "end-and-duration": ["end-and-duration"],
    "missing-timezone": ["zone-not-defined", "windows-zone-name"],
    "repeated-timezone": ["zone-twice"],
    "timezone-parts": ["zone-without-parts"],
    "timezone-table": ["zone-as-a-table"],
    "attendee-in-feed": ["attendee-in-a-feed"],
    "duplicate-uid": ["same-uid-twice"],
}
INVITATIONS = {
    "split-escape": ["fold-inside-a-caret-escape"],
    "unquoted-parameter": ["name-with-a-bare-colon", "name-with-a-bare-semicolon", "name-with-a-bare-comma"],
    "quote-in-parameter": [
        "quote-inside-a-quoted-name",
        "quote-inside-a-bare-name",
        "quote-that-never-closes",
    ],
    "caret-escape": ["caret-before-a-letter"],
    "repeated-parameter": ["parameter-twice"],
    "no-event": ["invitation-without-an-event"],
    "method": ["publish-in-an-invitation", "invitation-without-a-method"],
    "missing-property": ["invitation-without-a-sequence"],
    "unknown-word": ["participation-of-ones-own"],
    "not-a-mailto": ["organizer-without-mailto"],
    "attendee-count": ["two-attendees", "no-attendee"],
    "organizer-count": ["no-organizer"],
    "uid-count": ["two-events-in-one-invitation"],
    "status-and-method": ["cancel-that-says-confirmed", "request-that-says-cancelled"],
}

TABLE = [
    (name, kind, codes)
    for kind, faults in (("feed", FEEDS), ("invitation", INVITATIONS))
    for codes, names in faults.items()
    for name in names
]


@pytest.mark.parametrize(("name", "kind", "codes"), TABLE, ids=[name for name, _, _ in TABLE])
def test_the_linter_finds_the_named_fault_and_no_other(name, kind, codes):
    problems = lint((BROKEN / f"{name}.ics").read_bytes(), kind=kind)
    assert {problem.code for problem in problems} == set(codes.split())


def test_every_file_stands_in_the_table():
    assert {path.stem for path in BROKEN.iterdir()} == {name for name, _, _ in TABLE}


def test_every_fault_that_the_linter_knows_has_a_file():
    assert {code for _, _, codes in TABLE for code in codes.split()} == set(Code)


def test_the_bytes_are_as_they_were_made():
    # A checkout that "mends" line ends would take the fault away: see .gitattributes.
    assert b"\r" not in (BROKEN / "unix-line-ends.ics").read_bytes()
    assert (BROKEN / "line-of-76-octets.ics").read_bytes().count(b"\r\n") == 38


@pytest.mark.parametrize(
    ("name", "line"),
    [("bell-in-a-summary", 31), ("fold-inside-an-escape", 33), ("two-calendars", 39), ("alarm", 37)],
)
def test_a_fault_is_named_by_its_physical_line(name, line):
    assert [problem.line for problem in lint((BROKEN / f"{name}.ics").read_bytes(), kind="feed")] == [line]
