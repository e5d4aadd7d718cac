"""A frozen mail for an organiser's eyes: what it says, with the secrets in its links masked.

The mail itself holds a participant's personal link. Whoever helps somebody by looking at their mail must not
hold the key to their registration, so tokens and calendar UIDs are cut where a mail is shown.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

MASK = "•••"
_IN_ADDRESS = r"(?:(?<=[^/]/)|(?<==))"
"""After a slash that is not the second of "//" (a host follows there), or after "=" in a query."""
_TOKENS = (
    re.compile(rf"{_IN_ADDRESS}([a-z2-9]{{12}})[a-z2-7]{{26}}(?![A-Za-z0-9_-])"),
    re.compile(rf"{_IN_ADDRESS}([a-z2-7]{{4}})[a-z2-7]{{22}}(?![A-Za-z0-9_-])"),
    re.compile(rf"{_IN_ADDRESS}([A-Za-z0-9_-]{{4}})[A-Za-z0-9_-]*\.[A-Za-z0-9_.-]{{20,}}"),
    re.compile(rf"{_IN_ADDRESS}(?=[a-z0-9_-]*[A-Z])([A-Za-z0-9_-]{{4}})[A-Za-z0-9_-]{{22,}}"),
)
"""Our own tokens; those of feeds; signed ones of Flask-Security (with dots); other long mixed-case ones."""
_UID = re.compile(r"^(UID[^:\r\n]*:)[^\r\n]*", re.MULTILINE)
_FOLD = re.compile(r"\r?\n[ \t]")


@dataclass(frozen=True)
class Source:
    """Headers as (name, value) in their order, and the parts as text; "" for a part that is not there."""

    headers: list[tuple[str, str]]
    text: str
    html: str
    calendar: str
    attachments: list[str]


def source(content: bytes) -> Source:
    """What a frozen mail says, masked."""
    message = message_from_bytes(content)
    parts = {part.get_content_type(): part for part in message.walk() if not part.get_filename()}
    return Source(
        headers=[(name, mask(_decoded(value))) for name, value in message.items()],
        text=mask(_text(parts.get("text/plain"))),
        html=mask(_text(parts.get("text/html"))),
        calendar=_masked_calendar(_text(parts.get("text/calendar"))),
        attachments=[name for part in message.walk() if (name := part.get_filename())],
    )


def mask(text: str) -> str:
    """The text with the secret part of every link cut: "/sign-up/my/k7mx4pq9abcd•••"."""
    for token in _TOKENS:
        text = token.sub(rf"\1{MASK}", text)
    return text


def _decoded(value: str) -> str:
    return str(make_header(decode_header(_FOLD.sub(" ", value))))


def _text(part: Message | None) -> str:
    content = part.get_payload(decode=True) if part else b""
    return content.decode("utf-8", "replace").replace("\r\n", "\n") if isinstance(content, bytes) else ""


def _masked_calendar(text: str) -> str:
    """Unfolded; the UID is what identifies a reply, so it is nobody else's business."""
    return _UID.sub(rf"\1{MASK}", mask(_FOLD.sub("", text)))
