"""A stranger's delivery report, taken apart (RFC 3464, 6533): which mail it is about, and what is said of whom. Pure;
nothing of it is trusted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string, policy
from email.message import Message

STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
RETURNED_TYPES = frozenset(
    {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}
)
MAX_RECIPIENTS = 20
LONGEST = 500
_EMPTY_LINE = re.compile(r"\r?\n[ \t]*\r?\n")


@dataclass(frozen=True)
class Report:
    """What is said of one recipient. `addresses`: the final and the original one, in small letters; `action`:
    "failed", "delayed" and others; `status`: "5.1.1"; `said`: the other server's own words."""

    message_id: str
    addresses: frozenset[str]
    action: str
    status: str
    said: str


def reports(message: Message) -> tuple[Report, ...] | None:
    """What a parsed mail reports; empty where it names no mail or nobody, None where it is no delivery report."""
    parts = list(message.walk())
    status = next((part for part in parts if part.get_content_type() in STATUS_TYPES), None)
    if status is None:
        return None
    returned = next((part for part in parts if part.get_content_type() in RETURNED_TYPES), None)
    message_id = _head(returned).get("Message-ID") if returned is not None else None
    if message_id is None:
        return ()
    found = (_report(" ".join(str(message_id).split()), group) for group in _groups(status))
    return tuple(one for one in found if one is not None)[:MAX_RECIPIENTS]


def _head(returned: Message) -> Message:
    """The headers of the mail that came back, whole or not."""
    inside = returned.get_payload()
    if isinstance(inside, list):
        return inside[0] if inside and isinstance(inside[0], Message) else Message()
    return _parsed(_EMPTY_LINE.split(_text(returned).lstrip(), maxsplit=1)[0])


def _groups(status: Message) -> Iterator[Message]:
    """The groups of fields. Python's parser has split some kinds of reports already, and left others as they are."""
    inside = status.get_payload()
    texts = [one.as_string() for one in inside] if isinstance(inside, list) else [_text(status)]  # type: ignore[union-attr]
    for text in _EMPTY_LINE.split("\n\n".join(texts)):
        yield _parsed(text.lstrip())


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _parsed(head: str) -> Message:
    return message_from_string(head, policy=policy.compat32)


def _report(message_id: str, group: Message) -> Report | None:
    fields = (group.get("Final-Recipient"), group.get("Original-Recipient"))
    addresses = frozenset(_value(one).strip("<>").lower() for one in fields if one) - {""}
    if not addresses:
        return None
    said = _line(_value(group.get("Diagnostic-Code") or ""))
    action = _line(group.get("Action") or "").lower()
    return Report(message_id, addresses, action, _line(group.get("Status") or "")[:20], said)


def _value(field: object) -> str:
    """Without the type before it: "rfc822; a@example.org"."""
    kind, separator, rest = str(field).partition(";")
    return (rest if separator else kind).strip()


def _line(text: object) -> str:
    """In one line, for the organiser."""
    return " ".join("".join(one if one.isprintable() else " " for one in str(text)).split())[:LONGEST]
