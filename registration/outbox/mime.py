"""A rendered mail as MIME, the same bytes every time (RFC 5322, 2045–2047; 6047 calendar, 8058 unsubscribe).

Pure: values in, an `EmailMessage` out. The calendar part stands last among the alternatives, in base64 and
without a Content-Disposition, and once more as an attachment: that is the shape which Outlook, Gmail, Apple
and Thunderbird all read as an invitation.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from registration.core.text import clean
from registration.outbox.email import CalendarPart, Email
from registration.outbox.headers import PlainHeader, mailbox_header, text_header

POLICY = policy.SMTP
ATTACHED_ONLY = "PUBLISH"
ATTACHMENT = "invite.ics"
_METHOD = re.compile(rb"^METHOD:([A-Z-]+)\r?$", re.MULTILINE)


class BadMail(ValueError):
    """The renderer gave something that must not leave the house; the message says what."""


@dataclass(frozen=True)
class Rendered:
    """What the templates said: a subject line, the text and the HTML with its styles inlined."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Envelope:
    """What a mail has besides its words: its name, the constant sender, the moment of freezing (aware)."""

    public_id: str
    sender: str
    site_name: str
    frozen_at: datetime

    @property
    def message_id(self) -> str:
        """The same for every attempt: a resend after a crash is the same message. Says nothing of the UID."""
        return message_id(self.public_id, self.sender)


def message_id(public_id: str, sender: str) -> str:
    """The Message-ID of the mail `public_id`, in the domain of the sender's address."""
    return f"<{public_id}@{sender.rpartition('@')[2]}>"


def build(email: Email, rendered: Rendered, envelope: Envelope) -> EmailMessage:
    """The whole message. Raises BadMail where a header or the calendar part is not fit to be sent."""
    if email.calendar:
        _check_calendar(email.calendar)
    headers = _headers(email, rendered, envelope)
    if email.calendar is None:
        return _alternatives(rendered, envelope, None, headers)
    return _mixed(rendered, envelope, email.calendar, headers)


def _headers(email: Email, rendered: Rendered, envelope: Envelope) -> list[PlainHeader]:
    sender_name = clean(email.sender_name) or envelope.site_name
    headers = [
        mailbox_header("From", _mailbox(sender_name, envelope.sender)),
        mailbox_header("To", _mailbox(email.to_name, email.to)),
        text_header("Subject", rendered.subject),
        PlainHeader.of("Date", format_datetime(envelope.frozen_at)),
        PlainHeader.of("Message-ID", envelope.message_id),
        PlainHeader.of("Auto-Submitted", "auto-generated"),
        PlainHeader.of("Content-Language", email.language),
        PlainHeader.of("MIME-Version", "1.0"),
    ]
    if email.reply_to:
        headers.append(mailbox_header("Reply-To", _mailbox(sender_name, email.reply_to)))
    if email.references:
        headers.append(PlainHeader.of("References", *email.references))
    if email.unsubscribe:
        headers.append(PlainHeader.of("List-Unsubscribe", f"<{email.unsubscribe}>"))
        headers.append(PlainHeader.of("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return headers


def _mailbox(name: str, address: str) -> Address:
    try:
        return Address(display_name=clean(name), addr_spec=address)
    except (ValueError, IndexError) as problem:
        raise BadMail(f"not an e-mail address: {address!r}") from problem


def _mixed(
    rendered: Rendered, envelope: Envelope, calendar: CalendarPart, headers: list[PlainHeader]
) -> EmailMessage:
    """The alternatives and the attached calendar file. PUBLISH is only attached: Outlook would print it."""
    offered = None if calendar.method == ATTACHED_ONLY else calendar
    mixed = _multipart("mixed", envelope, headers)
    mixed.attach(_alternatives(rendered, envelope, offered, []))
    mixed.attach(_calendar_attachment(calendar))
    return mixed


def _alternatives(
    rendered: Rendered, envelope: Envelope, calendar: CalendarPart | None, headers: list[PlainHeader]
) -> EmailMessage:
    """The same said as text, as HTML and to a calendar program, the poorest first."""
    container = _multipart("alternative", envelope, headers)
    for subtype, content in (("plain", rendered.text), ("html", rendered.html)):
        part = EmailMessage(policy=POLICY)
        part.set_content(content, subtype=subtype, charset="utf-8", cte="quoted-printable")
        container.attach(_inner(part))
    if calendar is not None:
        container.attach(_calendar_alternative(calendar))
    return container


def _multipart(subtype: str, envelope: Envelope, headers: list[PlainHeader]) -> EmailMessage:
    """A container with a boundary made of the mail's name; neither encoding of the parts has "=_"."""
    container = EmailMessage(policy=POLICY)
    for header in headers:
        container[header.name] = header
    container["Content-Type"] = f'multipart/{subtype}; boundary="=_{subtype}_{envelope.public_id}"'
    return container


def _inner(part: EmailMessage) -> EmailMessage:
    """A part says no MIME-Version: only the whole does."""
    del part["MIME-Version"]
    return part


def _calendar_alternative(calendar: CalendarPart) -> EmailMessage:
    """As bytes under maintype text: a str would lose its CRLFs under base64."""
    part = EmailMessage(policy=POLICY)
    parameters = {"charset": "UTF-8", "method": calendar.method}
    part.set_content(calendar.content, maintype="text", subtype="calendar", cte="base64", params=parameters)
    del part["Content-Disposition"]
    return _inner(part)


def _calendar_attachment(calendar: CalendarPart) -> EmailMessage:
    part = EmailMessage(policy=POLICY)
    part.set_content(
        calendar.content, maintype="application", subtype="ics", cte="base64", filename=ATTACHMENT
    )
    return _inner(part)


def _check_calendar(calendar: CalendarPart) -> None:
    """The method in the MIME type is the one in the body (RFC 6047, 2.4)."""
    found = _METHOD.findall(calendar.content)
    if found != [calendar.method.encode("ascii", "replace")]:
        raise BadMail(f"the calendar part says {found}, the mail says {calendar.method!r}")
