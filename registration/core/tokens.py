"""Links that open one thing for one purpose: a public id and a MAC over (purpose, id, generation).

The link itself is never stored, so it can be shown again in every mail; raising the row's generation
revokes it. Readable references open nothing: they are for reading aloud.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol, TypeVar

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I
_PUBLIC = 12
_MAC = 26  # 128 bits in base32


class Purpose(StrEnum):
    """What a link is for; a link of one purpose opens nothing of another."""

    SIGN_UP = "sign-up"
    REGISTRATION = "registration"
    INVITATION = "invitation"
    OPT_OUT = "opt-out"
    NEXT_DATE = "next-date"


def new_public_id() -> str:
    """A random name for a row (60 bits): lower-case letters and digits."""
    return _random_letters(_PUBLIC).lower()


def new_reference() -> str:
    """A readable reference such as "K7MX-4PQ9": 40 bits, no 0/O and no 1/I."""
    letters = _random_letters(8)
    return f"{letters[:4]}-{letters[4:]}"


def _random_letters(number: int) -> str:
    """Of 32 letters each is five bits."""
    bits = secrets.randbits(5 * number)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(number))


def sign(key: bytes, purpose: Purpose, public_id: str, generation: int) -> str:
    """The token for a link: 12 characters that name the row and 26 that prove it."""
    message = f"{purpose}\0{public_id}\0{generation}".encode()
    digest = hmac.new(key, message, hashlib.sha256).digest()[:16]
    return public_id + base64.b32encode(digest).decode().rstrip("=").lower()


def public_part(token: str) -> str | None:
    """The row's name in a token, or None for something that cannot be one. Proves nothing: see `proves`."""
    well_formed = len(token) == _PUBLIC + _MAC and token.isascii() and token.isalnum()
    return token[:_PUBLIC] if well_formed else None


def proves(key: bytes, token: str, purpose: Purpose, public_id: str, generation: int) -> bool:
    """Whether the token is the row's valid one; takes the same time whatever the answer."""
    expected = sign(key, purpose, public_id, generation)
    return hmac.compare_digest(expected.encode(), token.encode(errors="replace"))


def keyed_hash(key: bytes, purpose: str, text: str) -> str:
    """A hash of personal data for counting and comparing, useless without the key: 32 hex digits."""
    return hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()[:32]


class Linked(Protocol):
    """A row that links open, until its generation is raised."""

    @property
    def generation(self) -> int:
        """Which of its links count."""


Row = TypeVar("Row", bound=Linked)


def opened(key: bytes, token: str, purpose: Purpose, find: Callable[[str], Row | None]) -> Row | None:
    """The row that the link opens, found by its public id; the same work whether or not there is one."""
    public_id = public_part(token) or ""
    found = find(public_id)
    proved = proves(key, token, purpose, public_id, found.generation if found else 0)
    return found if proved else None
