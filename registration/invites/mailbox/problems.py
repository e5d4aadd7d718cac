"""What imaplib and the network raise, named for somebody who has to do something about it."""

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from registration.invites.models import MailboxFailure

LONGEST = 500
NOT_NOW = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[CONTACTADMIN]")
"""Codes of RFC 5530 by which a server says no for reasons of its own, whatever was asked."""
_KINDS: tuple[tuple[type[Exception], MailboxFailure], ...] = (
    (ssl.SSLError, MailboxFailure.TLS),
    (socket.gaierror, MailboxFailure.DNS),
    (TimeoutError, MailboxFailure.TIMEOUT),
    (imaplib.IMAP4.abort, MailboxFailure.CONNECTION),
    (OSError, MailboxFailure.CONNECTION),
)


class Unreachable(Exception):
    """The mailbox cannot be read: what was said, and why in our words."""

    def __init__(self, told: str, failure: MailboxFailure) -> None:
        super().__init__(" ".join(told.split())[:LONGEST])
        self.failure = failure


@contextmanager
def named(refusal: MailboxFailure) -> Iterator[None]:
    """Raise Unreachable for whatever goes wrong; `refusal` is what a plain "no" of the server means here."""
    try:
        yield
    except (imaplib.IMAP4.error, OSError, ValueError, IndexError, EOFError) as problem:
        raise Unreachable(_told(problem), _failure(problem, refusal)) from problem


def _told(problem: Exception) -> str:
    """What was said; imaplib hands some answers on as bytes. A word that cannot be sent may be a password."""
    if isinstance(problem, UnicodeError):
        return "the server takes letters of ASCII alone"
    said = problem.args[0] if problem.args else ""
    return (said.decode("utf-8", "replace") if isinstance(said, bytes) else str(problem)) or type(
        problem
    ).__name__


def _failure(problem: Exception, refusal: MailboxFailure) -> MailboxFailure:
    if isinstance(problem, imaplib.IMAP4.error) and any(code in str(problem).upper() for code in NOT_NOW):
        return MailboxFailure.OTHER
    return next((failure for kind, failure in _KINDS if isinstance(problem, kind)), refusal)
