"""A stranger's mail, taken apart: which calendar parts are in it. Nothing of it is trusted.

What is too large, too deep or not to be decoded is refused by name, before anything reads it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

MAX_MAIL = 1_000_000
MAX_PART = 256_000
MAX_PARTS = 5
CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})


class NotTaken(ValueError):
    """The mail is not one that answers can be read from; the message says why."""


@dataclass(frozen=True)
class Incoming:
    """`key` names the mail: a digest of its Message-ID, or of all of it. `calendars` are its calendar parts as UTF-8,
    equal copies once."""

    key: str
    calendars: tuple[bytes, ...]


def take_apart(raw: bytes) -> Incoming:
    """The mail's calendar parts. Raises NotTaken for more than 1 MB, 5 calendar parts or 256 kB in one of them, and for
    what Python's parser cannot follow."""
    if len(raw) > MAX_MAIL:
        raise NotTaken("the mail is too large")
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        calendars = tuple(dict.fromkeys(_calendars(message)))
    except NotTaken:
        raise
    except (RecursionError, LookupError, ValueError, TypeError) as fault:
        raise NotTaken("the mail cannot be read") from fault
    name = str(message.get("Message-ID") or "").strip()
    return Incoming(hashlib.sha256(name.encode("utf-8", "replace") if name else raw).hexdigest(), calendars)


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
