"""Text as people paste it becomes text as it may be stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.core.text import clean, shorten

ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("  Gmina   Błaszki \t", "Gmina Błaszki"),
        ("Gmina\u00a0Warta", "Gmina Warta"),
        ("Złoczew\r\n", "Złoczew"),
        ("dwa\nwiersze", "dwa wiersze"),
        ("o\u0301semka", "ósemka"),
        ("a\x00b\x07c\x1b", "abc"),
        ("a\ud83db", "ab"),
        ("\ufeffPowiat\u200b Sie\u00adradzki", "Powiat Sieradzki"),
        ("nazwa\u202etxt.exe", "nazwatxt.exe"),
        ("Zażółć gęślą jaźń", "Zażółć gęślą jaźń"),
        ("", ""),
    ],
)
def test_a_line_loses_what_cannot_be_seen(pasted: str, stored: str) -> None:
    assert clean(pasted) == stored


def test_several_lines_keep_line_ends_and_indentation_but_no_trailing_spaces() -> None:
    assert clean("\r\n  Punkt  1.  \r\n\t- a\n  - b\u2028koniec\n\n\n\n\nPS\n", multiline=True) == (
        "Punkt 1.\n    - a\n  - b\nkoniec\n\nPS"
    )


def test_a_limit_cuts_the_rest_off_without_a_dangling_space() -> None:
    assert clean("abc def", limit=4) == "abc"
    assert clean("abc def", limit=100) == "abc def"


@given(ANY_TEXT, st.booleans())
def test_cleaning_twice_changes_nothing_more(text: str, multiline: bool) -> None:
    once = clean(text, multiline=multiline)
    assert clean(once, multiline=multiline) == once


@given(ANY_TEXT, st.booleans())
def test_clean_text_can_be_stored_anywhere(text: str, multiline: bool) -> None:
    result = clean(text, multiline=multiline)
    result.encode("utf-8")
    assert unicodedata.is_normalized("NFC", result)
    assert not [c for c in result if unicodedata.category(c) == "Cc" and not (multiline and c == "\n")]
    assert result == result.strip()


@pytest.mark.parametrize(
    ("limit", "short"),
    [
        (100, "Zasady tworzenia, czyli coś"),
        (27, "Zasady tworzenia, czyli coś"),
        (26, "Zasady tworzenia, czyli…"),
        (18, "Zasady tworzenia…"),
        (17, "Zasady tworzenia…"),
        (16, "Zasady…"),
        (7, "Zasady…"),
        (4, "Zas…"),
        (1, "…"),
    ],
)
def test_a_long_text_is_cut_between_words(limit: int, short: str) -> None:
    assert shorten("Zasady tworzenia, czyli coś", limit) == short


def test_no_text_is_shorter_than_one_character() -> None:
    with pytest.raises(ValueError, match="one character"):
        shorten("abc", 0)


@given(ANY_TEXT, st.integers(1, 30))
def test_a_shortened_text_never_passes_its_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit
