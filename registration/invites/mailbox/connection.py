"""The only place that speaks IMAP (RFC 3501). Opens the folder by EXAMINE and fetches by BODY.PEEK, so that no flag
changes; asks for sizes and structures first, so that nobody's letters are loaded that carry no calendar and report
no delivery."""

import imaplib
import re
import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Any, Self

from registration.config import MailSecurity, Settings
from registration.invites.incoming import MAX_MAIL
from registration.invites.mailbox import names
from registration.invites.mailbox.problems import Unreachable, named
from registration.invites.models import MailboxFailure

TIMEOUT = 20.0
"""Seconds for each exchange with the server."""
LONGEST_LINE = 10_000_000
"""What Python's imaplib takes for one line; a SEARCH tells of all mails of a month in one."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_QUOTED = re.compile(rb'"(?:[^"\\]|\\.)*"')
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_FOR_US = re.compile(rb"\b(?:calendar|ics|delivery-status)\b", re.I)


@dataclass(frozen=True)
class Outline:
    """What a mail is like from outside. `for_us`: its structure names a calendar part or a delivery report."""

    uid: int
    size: int
    for_us: bool


class Mailbox:
    """The folder of the settings, open for reading within its `with` block. Everything raises Unreachable."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.uid_validity = 0

    def __enter__(self) -> Self:
        with named(MailboxFailure.OTHER):
            self._imap = _connected(self.settings)
        try:
            self._sign_in()
            self._open_folder()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _sign_in(self) -> None:
        user, password = self.settings.imap_username, self.settings.imap_password
        with named(MailboxFailure.ACCOUNT):
            if "AUTH=PLAIN" in self._imap.capabilities:
                plain = f"\0{user}\0{password}".encode()
                self._imap.authenticate("PLAIN", lambda _challenge: plain)
            else:
                self._imap.login(names.quoted(user), password)

    def _open_folder(self) -> None:
        with named(MailboxFailure.FOLDER):
            answer, told = self._imap.select(
                names.quoted(names.encoded(self.settings.imap_folder)), readonly=True
            )
            if answer != "OK":
                raise Unreachable(_line(told), MailboxFailure.FOLDER)
            self.uid_validity = int(self._imap.response("UIDVALIDITY")[1][0] or 0)

    def newer_than(self, uid: int) -> list[int]:
        """The UIDs above this one, ascending. (`n:*` always names the last mail too, whatever its UID.)"""
        return [one for one in self._search("UID", f"{uid + 1}:*") if one > uid]

    def since(self, day: date) -> list[int]:
        """The UIDs of what came on this day or later, ascending."""
        return self._search("SINCE", f"{day.day}-{MONTHS[day.month - 1]}-{day.year}")

    def outlines(self, uids: Sequence[int]) -> list[Outline]:
        """What these mails are like, ascending; those that are gone are left out."""
        wanted = set(uids)
        found = (_outline(one) for one in self._fetch(uids, "(UID RFC822.SIZE BODYSTRUCTURE)"))
        known = {one.uid: one for one in found if one is not None and one.uid in wanted}
        return [known[uid] for uid in sorted(known)]

    def content(self, uid: int) -> bytes | None:
        """The raw mail, one octet more than may be read at most; None when it is gone. Its flags stay as they are."""
        for answer in self._fetch([uid], f"(UID BODY.PEEK[]<0.{MAX_MAIL + 1}>)"):
            for part in answer:
                if isinstance(part, tuple):
                    return bytes(part[1])
        return None

    def _search(self, *criteria: str) -> list[int]:
        [*lines] = self._said("SEARCH", *criteria)
        return sorted({int(number) for line in lines if isinstance(line, bytes) for number in line.split()})

    def _fetch(self, uids: Iterable[int], items: str) -> Iterator[list[Any]]:
        """One list for each mail: (text, literal) pairs, and the text that ends it."""
        answer: list[Any] = []
        for part in self._said("FETCH", ",".join(map(str, uids)), items):
            answer.append(part)
            if isinstance(part, bytes):
                yield answer
                answer = []

    def _said(self, command: str, *words: str) -> list[Any]:
        with named(MailboxFailure.OTHER):
            answer, told = self._imap.uid(command, *words)
            if answer != "OK":
                raise Unreachable(_line(told), MailboxFailure.OTHER)
            return told

    def _leave(self) -> None:
        with suppress(OSError, imaplib.IMAP4.error):
            self._imap.logout()
        with suppress(OSError):
            self._imap.shutdown()


def _connected(settings: Settings) -> imaplib.IMAP4:
    """Over TLS whose certificate is checked, unless the settings want none."""
    imaplib._MAXLINE = LONGEST_LINE  # type: ignore[attr-defined]
    place: dict[str, Any] = {"host": settings.imap_server, "port": settings.imap_port, "timeout": TIMEOUT}
    if settings.imap_security is MailSecurity.TLS:
        return imaplib.IMAP4_SSL(**place, ssl_context=ssl.create_default_context())
    imap = imaplib.IMAP4(**place)
    if settings.imap_security is MailSecurity.STARTTLS:
        try:
            _protect(imap)
        except BaseException:
            with suppress(OSError):
                imap.shutdown()
            raise
    return imap


def _protect(imap: imaplib.IMAP4) -> None:
    if "STARTTLS" not in imap.capabilities:
        raise Unreachable("STARTTLS is not offered", MailboxFailure.TLS)
    imap.starttls(ssl_context=ssl.create_default_context())


def _outline(answer: Sequence[Any]) -> Outline | None:
    """Numbers are read outside of strings only: a file may be called "UID 7"."""
    texts = [part[0] if isinstance(part, tuple) else part for part in answer]
    bare = _QUOTED.sub(b"", b" ".join(texts))
    uid, size = _UID.search(bare), _SIZE.search(bare)
    if uid is None or size is None:
        return None
    whole = b" ".join(text for part in answer for text in (part if isinstance(part, tuple) else (part,)))
    return Outline(int(uid[1]), int(size[1]), _FOR_US.search(whole) is not None)


def _line(told: Sequence[Any]) -> str:
    return " ".join(one.decode("utf-8", "replace") for one in told if isinstance(one, bytes))
