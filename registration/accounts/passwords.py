"""Hashing passwords: few at once, and never while the database waits."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

from flask import current_app
from flask_security.utils import hash_password, verify_password

from registration.core.errors import DomainError
from registration.core.language import N_
from registration.core.tokens import ALPHABET

AT_ONCE = 2
"""Hashes that one process makes at a time: argon2id takes 64 MiB for each."""
PATIENCE = 3.0
"""Seconds that a request waits for its turn; then the person is asked to come again."""
SHORTEST = 12
"""Characters of a password. Length is asked for, not signs and digits: a sentence is easy to remember."""
LONGEST = 200
FEWEST_DIFFERENT = 5

_turns = BoundedSemaphore(AT_ONCE)


class TooManyHashes(Exception):
    """More people sign in at once than the server has memory for: 503, come again."""


class PasswordTooShort(DomainError):
    """Shorter than SHORTEST."""

    sentence = N_("The password must have at least 12 characters. A sentence of four words will do.")
    field = "password"


class PasswordTooPlain(DomainError):
    """The same few characters over and over, or the person's own address."""

    sentence = N_("This password is too easy to guess. Take a sentence of four words.")
    field = "password"


@contextmanager
def turn() -> Iterator[None]:
    """One of the few places for hashing. Raises TooManyHashes when none falls free within PATIENCE."""
    if not _turns.acquire(timeout=PATIENCE):
        raise TooManyHashes
    try:
        yield
    finally:
        _turns.release()


class PatientContext:
    """Flask-Security's password context, of which only a few hash at once."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def hash(self, *args: Any, **kwargs: Any) -> str:
        """A new hash. Raises TooManyHashes."""
        with turn():
            return str(self._context.hash(*args, **kwargs))

    def verify(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the password is the hash's. Raises TooManyHashes."""
        with turn():
            return bool(self._context.verify(*args, **kwargs))


def normal(password: str) -> str:
    """The password as it is hashed: the same letters from another keyboard are the same password (NFKD)."""
    return str(current_app.extensions["security"].password_util.normalize(password))


def hashed(password: str) -> str:
    """The argon2id hash to store. Slow on purpose: make it before the writing transaction, never inside."""
    return hash_password(normal(password))


def matches(password: str, known: str | None) -> bool:
    """Whether this is the password of the hash; takes as long when there is no hash."""
    if known is None:
        hash_password(password)
        return False
    return verify_password(normal(password), known)


def check(password: str, email: str = "") -> None:
    """Raises PasswordTooShort or PasswordTooPlain for a password that cannot be taken."""
    if len(password) < SHORTEST:
        raise PasswordTooShort
    plain = password.casefold()
    if len(set(plain)) < FEWEST_DIFFERENT or (email and plain == email.casefold()):
        raise PasswordTooPlain


def new_password() -> str:
    """A random password that can be read aloud, "k7mx4-pq9rt-…": 100 bits."""
    return new_code(groups=4, letters=5).lower()


def new_code(groups: int = 3, letters: int = 4) -> str:
    """A random code in groups, "K7MX-4PQ9-RT2W": 5 bits for each letter, no 0/O and no 1/I."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(letters)) for _ in range(groups))


def plain_code(typed: str) -> str:
    """A typed code as it was made, whatever its case, spaces and hyphens: "k7mx 4pq9" is "K7MX4PQ9"."""
    return "".join(letter for letter in typed.upper() if letter in ALPHABET)
