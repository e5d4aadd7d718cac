"""A stranger's mail, taken apart: its calendar parts, or what it reports of a mail of ours. Nothing of it is trusted.

What is too large, too deep or not to be decoded is refused by name, before anything reads it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from registration.outbox.reports import Report, reports

MAX_MAIL = 1_000_000
MAX_PART = 256_000
MAX_PARTS = 5
CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})


class NotTaken(ValueError):
    """The mail is not one that answers can be read from; the message says why."""


@dataclass(frozen=True)
class Incoming:
    """`key` names the mail: a digest of its Message-ID, or of all of it. `calendars` are its calendar parts as UTF-8,
    equal copies once. `reports` is None where the mail is no delivery report; one that is answers nothing, also when it
    brings a calendar part back."""

    key: str
    calendars: tuple[bytes, ...]
    reports: tuple[Report, ...] | None = None


def take_apart(raw: bytes) -> Incoming:
    """The mail's calendar parts or reports. Raises NotTaken for more than 1 MB, 5 calendar parts or 256 kB in one of
    them, and for what Python's parser cannot follow."""
    if len(raw) > MAX_MAIL:
        raise NotTaken("the mail is too large")
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        told = reports(message)
        calendars = tuple(dict.fromkeys(_calendars(message))) if told is None else ()
    except NotTaken:
        raise
    except (RecursionError, LookupError, ValueError, TypeError) as fault:
        raise NotTaken("the mail cannot be read") from fault
    name = str(message.get("Message-ID") or "").strip()
    key = hashlib.sha256(name.encode("utf-8", "replace") if name else raw).hexdigest()
    return Incoming(key, calendars, told)


def _calendars(message: Message) -> Iterator[bytes]:
    found = [part for part in message.walk() if part.get_content_type() in CALENDAR_TYPES]
    if len(found) > MAX_PARTS:
        raise NotTaken("the mail has too many calendar parts")
    for part in found:
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            raise NotTaken("a calendar part has parts itself")
        if len(content) > MAX_PART:
            raise NotTaken("a calendar part is too large")
        yield _as_utf8(content, str(part.get_content_charset() or "utf-8"))


def _as_utf8(content: bytes, charset: str) -> bytes:
    """As its sender names it; UTF-8, also with its mark, stays as it is."""
    return content if charset in ("utf-8", "utf8", "us-ascii") else content.decode(charset).encode()
