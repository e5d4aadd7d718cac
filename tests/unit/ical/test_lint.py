import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.ical.entry import Method
from registration.ical.lint import Code, lint
from registration.ical.lint.problem import SENTENCES
from registration.ical.write import invitation, program
from tests.unit.ical.samples import HEAD, INVITED, TRAINING, UNHURRIED

REQUEST, FEED = invitation(INVITED, Method.REQUEST), program(HEAD, [TRAINING])


def codes(data, kind="feed"):
    return [problem.code for problem in lint(data, kind=kind)]


def within(properties):
    """The feed with more properties in its event."""
    return FEED.replace(b"END:VEVENT", properties.encode() + b"\r\nEND:VEVENT")


def test_each_fault_has_a_sentence_with_its_source():
    assert set(SENTENCES) == set(Code)
    for sentence in SENTENCES.values():
        assert "RFC " in sentence
        assert "§" in sentence


def test_a_problem_says_what_was_found_where():
    [problem] = lint(within("SALA:12"), kind="feed")
    assert problem.code == "unknown-property"
    assert FEED.split(b"\r\n")[problem.line - 1] == b"END:VEVENT"
    assert problem.sentence.endswith("(RFC 5545 §3.8.8): 'SALA'")


def test_what_is_right_as_an_invitation_is_wrong_as_a_feed():
    assert codes(REQUEST, "invitation") == []
    assert set(codes(REQUEST)) == {Code.METHOD, Code.ATTENDEE_IN_FEED}
    assert set(codes(FEED, "invitation")) == {Code.METHOD, Code.ATTENDEE_COUNT, Code.ORGANIZER_COUNT}


@pytest.mark.parametrize(
    "properties",
    [
        "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU,TH",
        "EXDATE;TZID=Europe/Warsaw:20260708T090000,20260715T090000",
        "RDATE;VALUE=DATE:20260708",
        "PRIORITY:5",
        "COMMENT:raz\r\nCOMMENT:dwa",
        "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Wideo:https://example.org/p",
        "ATTACH;FMTTYPE=application/pdf:https://example.org/a.pdf",
        "GEO:51.77;19.46",
        "COLOR:darkcyan",
        "X-CUSTOM;X-PARAM=a,b:anything; at, all\\x",
        'CONTACT;ALTREP="https://example.org/a;b,c":Biuro\\, pokój 3\\\\4\\nparter',
        "x-lower-case:tak",
    ],
)
def test_what_the_standard_allows_passes(properties):
    assert codes(within(properties)) == []


def test_names_and_words_are_read_in_any_case():
    assert (
        codes(
            FEED.replace(b"STATUS:CONFIRMED", b"status:confirmed").replace(b"BEGIN:VEVENT", b"begin:vevent")
        )
        == []
    )


def test_a_fold_may_be_a_tab_and_stand_anywhere_else():
    assert codes(FEED.replace(b"SEQUENCE:0", b"SEQ\r\n\tUENCE:\r\n 0")) == []


def test_a_changed_occurrence_shares_the_uid_of_its_series():
    second = FEED[FEED.index(b"BEGIN:VEVENT") : FEED.index(b"END:VCALENDAR")]
    second = second.replace(b"SEQUENCE:0", b"SEQUENCE:0\r\nRECURRENCE-ID;TZID=Europe/Warsaw:20260701T090000")
    assert codes(FEED.replace(b"END:VCALENDAR", second + b"END:VCALENDAR")) == []


def test_an_end_in_another_zone_is_compared_as_an_instant():
    ends = b"DTEND;TZID=Europe/Warsaw:20260701T153000"
    assert codes(FEED.replace(ends, b"DTEND:20260701T070001Z")) == []
    assert codes(FEED.replace(ends, b"DTEND:20260701T070000Z")) == [Code.END_NOT_AFTER_START]


@UNHURRIED
@given(st.binary(max_size=400))
def test_no_bytes_make_the_linter_raise(data):
    for kind in ("invitation", "feed"):
        assert lint(data, kind=kind)


@UNHURRIED
@given(st.integers(0, len(REQUEST)), st.integers(0, 40), st.binary(max_size=20))
def test_no_damage_makes_the_linter_raise(at, length, put):
    lint(REQUEST[:at] + put + REQUEST[at + length :], kind="invitation")


@UNHURRIED
@given(
    st.lists(st.sampled_from(['"', ":", ";", ",", "=", "^", "\\", "A", "\r\n "]), max_size=300).map("".join)
)
def test_no_tangle_of_quotes_keeps_the_linter_busy(tangle):
    lint(within("X" + tangle), kind="feed")


def test_a_long_tangle_of_quotes_is_told_in_no_time():
    lint(within("X-A;B=" + '"a' * 20_000 + "\\\r\n x:y"), kind="feed")


@pytest.mark.parametrize("name", [b"VCALENDAR", b"VEVENT", b"A"])
def test_a_deep_nest_of_components_is_told_and_no_more(name):
    assert Code.UNBALANCED in codes((b"BEGIN:%s\r\n" % name) * 5_000)
