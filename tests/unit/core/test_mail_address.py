"""Addresses are taken as people type them, and refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.core import mail_address
from registration.core.mail_address import BadAddress, Fault
from registration.core.mail_address.typos import distance


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("jan@urzad.example.pl", "jan@urzad.example.pl"),
        (" jan@example.org \r\n", "jan@example.org"),
        ("Jan.Nowak@Example.ORG", "Jan.Nowak@example.org"),
        ("<jan@example.org>", "jan@example.org"),
        ("mailto:jan@example.org", "jan@example.org"),
        ("<MAILTO:jan@example.org?subject=x>;", "jan@example.org"),
        ("jan@example.org.", "jan@example.org"),
        ("jan@example.org,", "jan@example.org"),
        ("jan @ example.org", "jan@example.org"),
        ("„jan@example.org”", "jan@example.org"),
        ("o'neill@example.org", "o'neill@example.org"),
        ("jan+szkolenie@example.org", "jan+szkolenie@example.org"),
        ("urzad@gmina-łask.example", "urzad@xn--gmina-ask-vub.example"),
    ],
)
def test_a_typed_address_becomes_regular(typed: str, address: str) -> None:
    assert mail_address.normalise(typed) == address
    assert mail_address.key(typed) == address.lower()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        (" <> ", "empty"),
        ("mailto:", "empty"),
        ("jan.example.org", "no_at"),
        ("jan@example.org, anna@example.org", "several"),
        ("jan nowak@example.org", "space"),
        ("jan@example.org\r\nBcc: anna", "control"),
        ("jan\x00@example.org", "control"),
        ("jan\ud800@example.org", "control"),
        ("łucja@example.org", "letters"),
        ("jan@example", "syntax"),
        ("jan@example..org", "syntax"),
        ("@example.org", "syntax"),
        ("jan@", "syntax"),
        ("jan@[127.0.0.1]", "syntax"),
        ("a" * 65 + "@example.org", "syntax"),
        ("a" * 250 + "@example.org", "too_long"),
    ],
)
def test_what_is_no_address_is_refused_with_its_reason(typed: str, reason: str) -> None:
    with pytest.raises(BadAddress) as refused:
        mail_address.normalise(typed)
    assert refused.value.reason is Fault(reason)
    assert refused.value.raw == typed


def test_every_reason_has_a_sentence_of_its_own() -> None:
    sentences = {BadAddress(fault, "").told.text for fault in Fault}
    assert len(sentences) == len(Fault)


@given(st.text(st.characters()), st.sampled_from(["@", "\r\n", "@example.org", " ", "\n"]), st.text())
def test_no_text_ever_gives_an_address_with_a_line_break_or_a_space(one: str, glue: str, other: str) -> None:
    try:
        address = mail_address.normalise(one + glue + other)
    except BadAddress:
        return
    assert address.isascii()
    assert address.isprintable()
    assert not set(address) & set(' \r\n<>,;"')
    assert mail_address.normalise(address) == address


def test_a_domain_with_polish_letters_is_shown_with_them() -> None:
    assert mail_address.shown("urzad@xn--gmina-ask-vub.example") == "urzad@gmina-łask.example"
    with pytest.raises(BadAddress):
        mail_address.shown("urzad")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jan@gmial.com", "jan@gmail.com"),
        ("jan@gmail.con", "jan@gmail.com"),
        ("jan@gmail.co", "jan@gmail.com"),
        ("Jan@GMAL.com", "Jan@gmail.com"),
        ("jan@wp.lp", "jan@wp.pl"),
        ("jan@wp.ok", "jan@wp.pl"),
        ("jan@o2.pp", "jan@o2.pl"),
        ("jan@onet.pll", "jan@onet.pl"),
        ("jan@ontet.pl", "jan@onet.pl"),
        ("jan@interia.plo", "jan@interia.pl"),
        ("jan@intreia.pl", "jan@interia.pl"),
        ("jan@hotmal.com", "jan@hotmail.com"),
        ("jan@outlok.com", "jan@outlook.com"),
    ],
)
def test_a_likely_typo_in_the_domain_is_suggested(typed: str, meant: str) -> None:
    assert mail_address.suggest(typed) == meant


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com",
        "wp.pl",
        "pb.pl",
        "up.pl",
        "wp.com",
        "mail.com",
        "example.org",
        "urzad.example.pl",
        "xx.eu",
    ],
)
def test_a_domain_of_its_own_is_not_suspected(domain: str) -> None:
    assert mail_address.suggest(f"jan@{domain}") is None


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("", "", 0),
        ("", "ab", 2),
        ("ab", "ba", 1),
        ("gmail", "gmial", 1),
        ("abc", "abd", 1),
        ("abc", "xyz", 3),
    ],
)
def test_the_distance_of_two_domains_counts_slips_of_the_finger(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == distance(other, one) == steps
