"""Header lines that are written once and never folded anew.

Python's own folding of names with Polish letters, commas and quotes has been wrong in many versions, so the
encoded words (RFC 2047) are made here: each whole and short, never broken inside a letter.
"""

import base64
from email.headerregistry import Address
from typing import Self

from registration.core.text import clean

LINE = 76
LONGEST_PLAIN = 60
"""A longer word is encoded in pieces, so that it fits into a line beside the header's name."""
_WORD = 64
"""RFC 2047 allows 75; the first one stands beside the header's name in a line of 76."""
_OVERHEAD = len("=?utf-8?b??=")
_BYTES_IN_WORD = (_WORD - _OVERHEAD) // 4 * 3
_SPECIAL = set('()<>[]:;@\\,."')


class PlainHeader(str):
    """A header's value, and the lines that say it, CRLF at the end."""

    name: str
    line: str

    @classmethod
    def of(cls, name: str, *words: str) -> Self:
        """ASCII words with spaces, folded between them at 76 characters. Raises ValueError for others."""
        for word in words:
            if not word.isascii() or not word.isprintable():
                raise ValueError(f"not fit for the header {name}: {word!r}")
        made = cls(" ".join(words))
        made.name, made.line = name, _folded(name, words)
        return made


def _folded(name: str, words: tuple[str, ...]) -> str:
    lines, current = [], f"{name}:"
    for word in words:
        if len(current) + 1 + len(word) > LINE and current != f"{name}:":
            lines.append(current)
            current = ""
        current = f"{current} {word}"
    return "\r\n".join([*lines, current]) + "\r\n"


def text_header(name: str, text: str) -> PlainHeader:
    """Free text in one header: line breaks and control characters cannot get in."""
    return PlainHeader.of(name, *_words(clean(text)))


def mailbox_header(name: str, mailbox: Address) -> PlainHeader:
    """One mailbox: its display name quoted or encoded, its address in ASCII.

    Raises ValueError for a local part with other letters: such addresses are refused where they are typed.
    """
    shown = clean(mailbox.display_name)
    address = f"<{mailbox.addr_spec}>" if shown else mailbox.addr_spec
    return PlainHeader.of(name, *_phrase(shown), address)


def _phrase(text: str) -> list[str]:
    if text.isascii() and _SPECIAL & set(text) and not _looks_encoded(text):
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}"'.split(" ") if len(quoted) < LONGEST_PLAIN else _encoded(text)
    return _words(text)


def _words(text: str) -> list[str]:
    """The text's words as they are where they are ASCII, else as encoded words."""
    words = text.split(" ") if text else []
    if text.isascii() and not _looks_encoded(text) and all(len(word) <= LONGEST_PLAIN for word in words):
        return words
    return _encoded(text)


def _looks_encoded(text: str) -> bool:
    return "=?" in text


def _encoded(text: str) -> list[str]:
    """RFC 2047 words in base64. Readers drop the white space between two of them, so it stands inside."""
    words, chunk = [], b""
    for letter in text:
        octets = letter.encode()
        if len(chunk) + len(octets) > _BYTES_IN_WORD:
            words.append(chunk)
            chunk = b""
        chunk += octets
    return [f"=?utf-8?b?{base64.b64encode(part).decode()}?=" for part in (*words, chunk)]
