"""Searching, sorting and addressing by Polish text."""

import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.core.text import clean, natural_key, search_key, slug, sort_key

ANY_TEXT = st.text(st.characters())
SHORT_TEXT = st.text(st.characters(), max_size=8)
POLISH_ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
POLISH_WORDS = st.text(POLISH_ALPHABET + POLISH_ALPHABET.upper() + " -", max_size=12)


def bytes_order(*texts: str) -> list[str]:
    return sorted(texts, key=lambda text: sort_key(text).encode())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Łódź", "lodz"),
        ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
        ("Łódź – Śródmieście", "lodz srodmiescie"),
        ("Kowalska-Nowak", "kowalska nowak"),
        ("d'Artagnan", "dartagnan"),
        ("Głowno (gmina wiejska, pow. zgierski)", "glowno gmina wiejska pow zgierski"),
        ("Sieradzkie+", "sieradzkie"),
        ("Straße Ærø Đakovo Þór İzmir", "strasse aero dakovo thor izmir"),
        ("nr 3/2026", "nr 3 2026"),
        ("o\u0301", "o"),
        ("„…”", ""),
        ("Привет", "привет"),
    ],
)
def test_a_search_finds_polish_text_by_plain_letters(text: str, key: str) -> None:
    assert search_key(text) == key


@given(ANY_TEXT)
def test_the_search_key_of_a_search_key_is_itself(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@given(POLISH_WORDS)
def test_searching_knows_no_case(text: str) -> None:
    assert search_key(text.upper()) == search_key(text) == search_key(text.lower())


def test_polish_letters_stand_in_the_order_of_the_alphabet() -> None:
    assert bytes_order(*reversed(POLISH_ALPHABET)) == list(POLISH_ALPHABET)


@pytest.mark.parametrize(
    "ordered",
    [
        ["Lutomiersk", "Łask", "Ostrów"],
        ["Brzeziny", "Brzeźnio", "Brzeżno"],
        ["Zgierz", "Zzz", "Źródła", "Żarnów"],
        ["Nowa Wieś", "Nowakowo"],
        ["Kowalska", "Kowalska-Nowak", "Kowalskaa"],
        ["2 Szkoła", "Aleksandrów"],
        ["Öland", "Opoczno", "Ozorków", "Ósemka"],
        ["Żary", "Αθήνα", "Варшава"],
        ["resume", "resumé", "resumes"],
    ],
)
def test_places_stand_in_polish_order(ordered: list[str]) -> None:
    assert bytes_order(*reversed(ordered)) == ordered


def test_words_that_differ_in_case_stand_together() -> None:
    assert bytes_order("łaska", "ŁASK", "łask", "Łask", "Łas") == ["Łas", "ŁASK", "Łask", "łask", "łaska"]


def test_punctuation_at_the_edges_does_not_decide() -> None:
    assert bytes_order("„Wisła”", "Warta", "Ziemia") == ["Warta", "„Wisła”", "Ziemia"]


def test_sqlite_sorts_by_the_key_as_python_does() -> None:
    places = ["Łask", "Ostrów", "Lutomiersk", "Źródła", "Zgierz", "Żarnów", "łódź", "Łódź", "Łodź"]
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE places (name TEXT, sort_key TEXT)")
        database.executemany("INSERT INTO places VALUES (?, ?)", [(name, sort_key(name)) for name in places])
        rows = database.execute("SELECT name FROM places ORDER BY sort_key").fetchall()
    database.close()
    assert [name for (name,) in rows] == bytes_order(*places)


def alphabetical(word: str) -> list[int]:
    return [POLISH_ALPHABET.index(letter) for letter in word.lower()]


@given(st.text(POLISH_ALPHABET, min_size=1), st.text(POLISH_ALPHABET, min_size=1))
def test_any_two_polish_words_stand_as_letter_by_letter_comparison_says(one: str, other: str) -> None:
    if alphabetical(one) < alphabetical(other):
        assert sort_key(one).encode() < sort_key(other).encode()


@given(SHORT_TEXT, SHORT_TEXT)
def test_only_equal_texts_have_equal_sort_keys(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (clean(one) == clean(other))


@given(ANY_TEXT)
def test_a_sort_key_can_be_stored_anywhere(text: str) -> None:
    assert "\x00" not in sort_key(text)
    assert len(sort_key(text * 50)) <= 400
    sort_key(text).encode("utf-8")


@pytest.mark.parametrize(
    ("title", "part"),
    [
        (
            "Zasady tworzenia i funkcjonowania partnerstw. Techniki negocjacyjne",
            "zasady-tworzenia-i-funkcjonowania-partnerstw-techniki-negocjacyjne",
        ),
        ("Sieradzkie+", "sieradzkie-plus"),
        ("Źdźbło & Łąka: część 2", "zdzblo-laka-czesc-2"),
        ("Привет", "bez-nazwy"),
        ("!?", "bez-nazwy"),
        ("", "bez-nazwy"),
        ("a" * 100, "a" * 80),
        ("b" * 70 + " " + "c" * 9 + " d", "b" * 70 + "-" + "c" * 9),
        ("b" * 70 + " " + "c" * 10 + " d", "b" * 70),
    ],
)
def test_a_title_becomes_a_part_of_an_address(title: str, part: str) -> None:
    assert slug(title) == part


def test_the_caller_may_name_what_has_no_latin_letter() -> None:
    assert slug("漢字", fallback="szkolenie") == "szkolenie"


@given(ANY_TEXT)
def test_an_address_part_is_plain_short_and_never_empty(text: str) -> None:
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= 80


def test_numbers_stand_by_their_size_where_a_list_is_sorted_here() -> None:
    people = ["Osoba 10", "Osoba 2", "Łucja", "Zofia", "Lucyna", "Osoba 1"]
    assert sorted(people, key=natural_key) == ["Lucyna", "Łucja", "Osoba 1", "Osoba 2", "Osoba 10", "Zofia"]
