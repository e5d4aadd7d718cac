import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.ical import text
from tests.unit.ical.samples import UNHURRIED

ANYTHING = st.text(alphabet=st.characters(), max_size=200)  # lone surrogates included


def test_every_kind_of_line_end_becomes_one():
    assert text.clean("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch") == "a\nb\nc\nd\ne\nf\ng\nh"


def test_what_no_calendar_may_hold_is_left_out():
    assert text.clean("a\x00b\x07c\x7fd\x9fe\ud800f\ufeffg\uffffh") == "abcdefgh"


def test_letters_are_composed():
    assert text.clean("Łódz\u0301") == "Łódź"


def test_a_backslash_and_what_follows_it_are_kept():
    assert text.clean(r"\\serwer\Nowe\n") == r"\\serwer\Nowe\n"


def test_no_break_spaces_and_tabs_are_kept_in_a_long_text():
    assert text.clean("o\u00a0godz.\u00a09\tw sali") == "o\u00a0godz.\u00a09\tw sali"


def test_a_line_has_single_spaces_but_keeps_its_no_break_spaces():
    assert text.line(" Sala\n\n 2,\tul.\u00a0Długa ") == "Sala 2, ul.\u00a0Długa"


def test_a_long_text_is_cut_with_an_ellipsis():
    assert text.clean("a" * 9000) == "a" * 7999 + "…"
    assert text.line("ab cd", limit=4) == "ab…"


def test_a_name_has_no_backslash():
    assert text.name("Biuro\\Referat") == "Biuro/Referat"


@UNHURRIED
@given(ANYTHING)
def test_cleaning_twice_changes_nothing(anything):
    for cleaning in (text.clean, text.line, text.name):
        once = cleaning(anything)
        assert cleaning(once) == once == unicodedata.normalize("NFC", once)


@UNHURRIED
@given(st.text(alphabet=st.characters(), min_size=5, max_size=60))
def test_no_text_is_longer_than_its_limit(anything):
    assert len(text.clean(anything, limit=10)) <= 10
    assert len(text.line(anything, limit=10)) <= 10


def test_a_uri_is_ascii_and_what_is_encoded_stays():
    assert text.uri(" https://example.org/Łódź?a=1&b=%20 c") == (
        "https://example.org/%C5%81%C3%B3d%C5%BA?a=1&b=%20%20c"
    )


@pytest.mark.parametrize("address", ["", "www.example.org", "/droga", "https:", "ł:x"])
def test_an_address_without_a_scheme_is_refused(address):
    with pytest.raises(ValueError, match="scheme"):
        text.uri(address)


def test_an_address_of_mail_keeps_its_letters_where_a_uri_allows_it():
    assert text.mailto("jan+kurs&o'k@example.org") == "mailto:jan+kurs&o'k@example.org"
    assert text.mailto("a?b#c%d@łódź.example") == "mailto:a%3Fb%23c%25d@%C5%82%C3%B3d%C5%BA.example"
