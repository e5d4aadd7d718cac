"""The MIME shape that calendar programs read, byte by byte."""

import base64
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registration.outbox.email import CalendarPart
from registration.outbox.mime import BadMail, Rendered, build
from tests.factories import mails

RENDERED = Rendered("Zgłoszenie przyjęto", "Szanowni Państwo,\n\nŁódź\n", "<p>Szanowni Państwo, Łódź</p>\n")


def made(rendered: Rendered = RENDERED, **values: object) -> bytes:
    """The bytes of a mail."""
    return build(mails.email(**values), rendered, mails.envelope())


def parsed(content: bytes) -> EmailMessage:
    """As a mail program reads it."""
    return cast(EmailMessage, message_from_bytes(content, policy=policy.default))


def test_an_invitation_has_the_whole_shape_byte_by_byte() -> None:
    content = made(calendar=mails.request(), sender_name="Stowarzyszenie", reply_to="biuro@example.org")
    encoded = base64.encodebytes(mails.CALENDAR).replace(b"\n", b"\r\n")
    expected = (
        b"From: Stowarzyszenie <zapisy@example.org>\r\n"
        b"To: =?utf-8?b?xbthbmV0YSDFgcSFY2th?= <sekretarz@gmina.example.org>\r\n"
        b"Subject: =?utf-8?b?WmfFgm9zemVuaWUgcHJ6eWrEmXRv?=\r\n"
        b"Date: Mon, 01 Jun 2026 12:00:00 +0000\r\n"
        b"Message-ID: <k7mx4pq9abcd@example.org>\r\n"
        b"Auto-Submitted: auto-generated\r\n"
        b"Content-Language: pl\r\n"
        b"Reply-To: Stowarzyszenie <biuro@example.org>\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="=_mixed_k7mx4pq9abcd"\r\n'
        b"\r\n"
        b"--=_mixed_k7mx4pq9abcd\r\n"
        b'Content-Type: multipart/alternative; boundary="=_alternative_k7mx4pq9abcd"\r\n'
        b"\r\n"
        b"--=_alternative_k7mx4pq9abcd\r\n"
        b'Content-Type: text/plain; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b"\r\n"
        b"Szanowni Pa=C5=84stwo,\r\n\r\n=C5=81=C3=B3d=C5=BA\r\n"
        b"\r\n"
        b"--=_alternative_k7mx4pq9abcd\r\n"
        b'Content-Type: text/html; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b"\r\n"
        b"<p>Szanowni Pa=C5=84stwo, =C5=81=C3=B3d=C5=BA</p>\r\n"
        b"\r\n"
        b"--=_alternative_k7mx4pq9abcd\r\n"
        b'Content-Type: text/calendar; charset="UTF-8"; method="REQUEST"\r\n'
        b"Content-Transfer-Encoding: base64\r\n"
        b"\r\n" + encoded + b"\r\n"
        b"--=_alternative_k7mx4pq9abcd--\r\n"
        b"\r\n"
        b"--=_mixed_k7mx4pq9abcd\r\n"
        b"Content-Type: application/ics\r\n"
        b"Content-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="invite.ics"\r\n'
        b"\r\n" + encoded + b"\r\n"
        b"--=_mixed_k7mx4pq9abcd--\r\n"
    )
    assert content == expected


def test_both_calendar_parts_are_the_same_bytes_with_their_line_ends() -> None:
    mixed = parsed(made(calendar=mails.request()))
    alternative, attachment = mixed.iter_parts()
    calendar = list(alternative.iter_parts())[-1]
    assert calendar.get_payload(decode=True) == attachment.get_payload(decode=True) == mails.CALENDAR
    assert calendar["Content-Disposition"] is None
    assert calendar.get_param("method") == "REQUEST"
    assert attachment.get_filename() == "invite.ics"


def test_without_a_calendar_there_are_two_alternatives_and_no_attachment() -> None:
    message = parsed(made())
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert list(message.iter_attachments()) == []


def test_publish_is_attached_and_never_an_alternative() -> None:
    part = CalendarPart("PUBLISH", mails.CALENDAR.replace(b"METHOD:REQUEST", b"METHOD:PUBLISH"))
    mixed = parsed(made(calendar=part))
    assert [found.get_content_type() for found in mixed.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/ics",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "content"),
    [("CANCEL", mails.CALENDAR), ("REQUEST", b"BEGIN:VCALENDAR\r\n"), ("REQUEST", mails.CALENDAR * 2)],
)
def test_a_method_that_the_body_does_not_say_is_refused(method: str, content: bytes) -> None:
    with pytest.raises(BadMail, match="calendar part"):
        made(calendar=CalendarPart(method, content))


def test_the_same_mail_is_the_same_bytes() -> None:
    assert made(calendar=mails.request()) == made(calendar=mails.request())


def test_what_the_email_says_stands_in_the_headers() -> None:
    message = parsed(
        made(
            references=("<first@example.org>", "<second@example.org>"),
            unsubscribe="https://example.org/mailings/opt-out/abc",
            sender_name="Stowarzyszenie „Łowicz”",
            reply_to="biuro@example.org",
        )
    )
    assert message["From"].addresses[0].addr_spec == "zapisy@example.org"
    assert message["From"].addresses[0].display_name == "Stowarzyszenie „Łowicz”"
    assert message["Reply-To"].addresses[0].addr_spec == "biuro@example.org"
    assert message["References"] == "<first@example.org> <second@example.org>"
    assert message["List-Unsubscribe"] == "<https://example.org/mailings/opt-out/abc>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "pl"


def test_without_a_name_of_its_own_the_sender_is_the_site() -> None:
    assert parsed(made())["From"] == "Zapisy <zapisy@example.org>"


def test_the_message_id_does_not_tell_the_uid() -> None:
    assert b"secret-uid" not in made(calendar=mails.request()).split(b"\r\n\r\n")[0]


@pytest.mark.parametrize("address", ["a@b\r\nBcc: c@d", "nikt", "żółć@example.org", "a b@example.org", ""])
def test_what_is_no_address_never_becomes_a_header(address: str) -> None:
    with pytest.raises((BadMail, ValueError)):
        made(to=address)


def test_a_line_that_mail_folders_would_alter_is_encoded() -> None:
    content = made(Rendered("Temat", "From here on\nFrom\n.\n", "<p></p>"))
    assert b"\r\n=46rom here on\r\nFrom\r\n" in content
    parts = {part.get_content_type(): part for part in parsed(content).walk()}
    assert parts["text/plain"].get_content().splitlines() == ["From here on", "From", "."]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400), st.text(max_size=1500))
def test_any_text_arrives_and_no_relay_has_a_reason_to_touch_it(text: str, long: str) -> None:
    text = text.encode("utf-8", "ignore").decode().replace("\r", "") + "\n"
    html = "<p>" + long.encode("utf-8", "ignore").decode().replace("\r", "") + "</p>\n"
    content = made(Rendered("Temat", text, html), calendar=mails.request())
    assert content.isascii()
    assert b"\x00" not in content
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", content) is None
    assert max(len(line) for line in content.split(b"\r\n")) <= 78
    assert not [line for line in content.split(b"\r\n") if line.endswith((b" ", b"\t"))]
    parts = {part.get_content_type(): part for part in parsed(content).walk()}
    assert parts["text/plain"].get_content().replace("\r\n", "\n") == text
    assert parts["text/html"].get_content().replace("\r\n", "\n") == html
