"""Lists of addresses pasted from mail programs, Excel and documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.core.mail_address import Fault, Pasted, split_pasted

JAN, ANNA = "jan@example.org", "anna@example.org"


def pairs(text: str) -> list[tuple[str, str | None]]:
    return [(pasted.name, pasted.address) for pasted in split_pasted(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Jan Kowalski <{JAN}>; {ANNA}", [("Jan Kowalski", JAN), ("", ANNA)]),
        (f"{JAN}\n{ANNA}\r\n", [("", JAN), ("", ANNA)]),
        (f"{JAN},{ANNA}", [("", JAN), ("", ANNA)]),
        (f"{JAN} {ANNA}", [("", JAN), ("", ANNA)]),
        (f'"Kowalski, Jan" <{JAN}>', [("Kowalski, Jan", JAN)]),
        (f"'Jan Kowalski' <'{JAN}'>", [("Jan Kowalski", JAN)]),
        (f"Kowalski, Jan <{JAN}>; Nowak, Anna <{ANNA}>", [("Kowalski Jan", JAN), ("Nowak Anna", ANNA)]),
        (f"Jan Kowalski\t{JAN}\nAnna Nowak\t{ANNA}", [("Jan Kowalski", JAN), ("Anna Nowak", ANNA)]),
        (f"Jan;Kowalski;{JAN}", [("Jan Kowalski", JAN)]),
        (f"1;Jan;Kowalski;Sekretarz gminy;{JAN};600 123 456", [("Jan Kowalski", JAN)]),
        (f"{JAN}\tJan Kowalski\tgmina", [("Jan Kowalski", JAN)]),
        (f'"Jan Kowalski","{JAN}"', [("Jan Kowalski", JAN)]),
        (f"Jan Kowalski {JAN}", [("Jan Kowalski", JAN)]),
        (f"Jan Kowalski ({JAN})", [("Jan Kowalski", JAN)]),
        (f"Jan Kowalski, {JAN}, Anna Nowak, {ANNA}", [("Jan Kowalski", JAN), ("Anna Nowak", ANNA)]),
        (f"Jan Kowalski <{JAN}", [("Jan Kowalski", JAN)]),
        (f'"Jan Kowalski <{JAN}>', [("Jan Kowalski", JAN)]),
        ("mailto:jan@example.org", [("", JAN)]),
        ("jan @ example.org", [("", JAN)]),
        ("o'neill@example.org", [("", "o'neill@example.org")]),
        ("\n \n;;\n", []),
        ("", []),
    ],
)
def test_names_and_addresses_are_found(text: str, found: list[tuple[str, str | None]]) -> None:
    assert pairs(text) == found


def test_a_line_without_an_address_is_given_back_with_its_number() -> None:
    assert split_pasted(f"Imię;Nazwisko;E-mail\n\n{JAN}\n") == [
        Pasted(1, "Imię;Nazwisko;E-mail", "", None, Fault.NO_AT),
        Pasted(3, JAN, "", JAN, None),
    ]


def test_a_wrong_address_is_given_back_with_its_reason() -> None:
    assert split_pasted("Jan Kowalski <jan@example>") == [
        Pasted(1, "Jan Kowalski <jan@example>", "Jan Kowalski", None, Fault.SYNTAX)
    ]
    assert [pasted.error for pasted in split_pasted(f"@, {JAN}, łucja@example.org")] == [
        Fault.SYNTAX,
        None,
        Fault.LETTERS,
    ]


def test_words_between_addresses_that_may_be_another_persons_name_are_not_attached() -> None:
    assert pairs(f"{JAN} Jan Kowalski; {ANNA} Anna Nowak") == [("", JAN), ("", None), ("", ANNA), ("", None)]
    assert split_pasted(f"{JAN}, kowalski, {ANNA}")[1] == Pasted(1, "kowalski", "", None, Fault.NO_AT)


def test_doubles_are_kept_for_the_caller_to_show() -> None:
    assert pairs(f"{JAN}\n{JAN}") == [("", JAN), ("", JAN)]


def test_a_line_break_ends_an_address_and_cannot_hide_in_a_name() -> None:
    assert pairs(f"{JAN}\r\nBcc: {ANNA}") == [("", JAN), ("", ANNA)]
    assert pairs(f"Jan\x00\x85Kowalski <{JAN}>") == [("", None), ("Kowalski", JAN)]


@given(st.text(st.sampled_from(list("ab@.,;<>\"' \t\r\n\x00\u2028ł1")), max_size=60))
def test_whatever_is_pasted_gives_an_address_or_an_error_for_each_piece(text: str) -> None:
    for pasted in split_pasted(text):
        assert (pasted.address is None) != (pasted.error is None)
        assert (pasted.name + pasted.line).isprintable()
        assert 1 <= pasted.number <= len(text) + 1


@pytest.mark.parametrize(
    "line",
    ["a" * 50_000, "a" * 50_000 + '"@', "<" + "@" * 50_000, " " * 50_000 + "x@", '"' * 50_001, "<" * 50_000],
)
def test_a_very_long_line_costs_no_more_than_its_length(line: str) -> None:
    assert all(pasted.address is None for pasted in split_pasted(line))
