"""Headers are folded once, right, and nobody can put a line of their own into them."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from registration.core.text import clean
from registration.outbox.headers import PlainHeader, mailbox_header, text_header

TEXTS = st.text(max_size=200)


def written(header: PlainHeader) -> bytes:
    """The header's lines as they leave."""
    return header.line.encode()


def read(header: PlainHeader) -> str:
    """What a mail program reads in it."""
    return str(message_from_bytes(written(header) + b"\r\n", policy=policy.default)[header.name])


@given(TEXTS)
@example(
    "Zgłoszenie przyjęto: „Łódź – od pomysłu do wniosku”, 1–2 lipca 2026 r., godz. 9:00–15:30, sala konferencyjna"
)
@example("=?utf-8?b?cG9kc3RlcA==?=")
@example("a" * 300)
@example("")
def test_a_subject_is_read_as_it_was_written(text: str) -> None:
    assert read(text_header("Subject", text)) == clean(text)


@given(TEXTS)
@example("Nowak, Żaneta")
@example('Jan "Zbyszko" Łęcki')
@example("O'Neill; (sekretarz) <x@example.org>")
@example("Stowarzyszenie „Razem” – Oddział w Łowiczu, Łęczycy i Skierniewicach (biuro projektu)")
@example("\\")
def test_a_name_is_read_as_it_was_written_and_the_address_beside_it(name: str) -> None:
    header = mailbox_header("To", Address(clean(name), addr_spec="osoba@gmina.example.org"))
    # The older reader: the newer one of Python 3.11 puts a space between two encoded words of a name.
    read_name, address = parseaddr(written(header).decode().removeprefix("To:").replace("\r\n", ""))
    assert address == "osoba@gmina.example.org"
    assert str(make_header(decode_header(read_name))) == clean(name)


@given(TEXTS, st.sampled_from(["subject", "mailbox"]))
def test_every_line_is_short_ascii_and_belongs_to_the_header(text: str, kind: str) -> None:
    made = (
        text_header("Subject", text)
        if kind == "subject"
        else mailbox_header("To", Address(clean(text), "a", "b.pl"))
    )
    lines = written(made).split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 78 and line.isascii() for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    assert b"\n" not in b"".join(lines)


@pytest.mark.parametrize(
    "text", ["Temat\r\nBcc: obcy@example.org", "Temat\nBcc: obcy@example.org", "Temat\x0b\x00Bcc:"]
)
def test_a_line_break_in_a_subject_starts_no_header(text: str) -> None:
    message = message_from_bytes(written(text_header("Subject", text)) + b"\r\n", policy=policy.default)
    assert message.keys() == ["Subject"]


@pytest.mark.parametrize("word", ["<a@b>\r\nBcc: x", "<ł@b>", "a b\x00"])
def test_a_machine_made_header_takes_printable_ascii_only(word: str) -> None:
    with pytest.raises(ValueError, match="References"):
        PlainHeader.of("References", word)


def test_references_are_folded_between_message_ids() -> None:
    names = [f"<{'k' * 20}{number}@example.org>" for number in range(6)]
    lines = written(PlainHeader.of("References", *names)).decode().splitlines()
    assert len(lines) > 1
    assert " ".join(line.strip() for line in lines) == "References: " + " ".join(names)
