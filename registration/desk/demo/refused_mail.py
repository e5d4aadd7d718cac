"""One mail that the server would not take, so that the desk has something to tell the organiser."""

import smtplib
from types import TracebackType
from typing import Self

from registration.core.site import Site
from registration.outbox.carrier import Claim
from registration.outbox.deliver import drain
from registration.outbox.problems import answered

_ANSWER = (550, "5.1.1 Nie ma takiej skrzynki (przykład)".encode())


def show(site: Site) -> None:
    """Try the mail that is due first; the made-up server knows no such mailbox. In a transaction of its own."""
    drain(_NoSuchMailbox(), site, limit=1)


class _NoSuchMailbox:
    """A carrier whose server refuses every recipient, as a real one refuses a mistyped address."""

    def send(self, claim: Claim) -> str:
        """Raises Refused."""
        raise answered(smtplib.SMTPRecipientsRefused({claim.recipient: _ANSWER}))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to close."""
