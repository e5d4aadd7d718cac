"""What takes a frozen mail out of the house, and what can go wrong with it."""

from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from registration.outbox.models import Failure


@dataclass(frozen=True)
class Claim:
    """A mail that this worker may send until `leased_until`: the frozen bytes and where they go."""

    id: int
    public_id: str
    recipient: str
    subject: str
    attempts: int
    frozen_at: datetime
    tried_since: datetime
    leased_until: datetime
    content: bytes = field(repr=False)
    departure: int | None = None
    """The row that counts for the pace, where there is one."""


class NotSent(Exception):
    """The mail was not taken: what the server said, and why in our words."""

    def __init__(self, told: str, failure: Failure = Failure.OTHER) -> None:
        super().__init__(told)
        self.failure = failure


class Refused(NotSent):
    """The server will never take this mail (5xx)."""


class Deferred(NotSent):
    """The server will not take this mail now (4xx)."""


class SlowDown(Deferred):
    """The server wants fewer mails: this one and all others wait for a while."""


class Broken(Deferred):
    """The connection broke in the middle of this mail. It may be the mail's fault, or the server's."""


class Unreachable(NotSent):
    """No mail is to blame: the server is down, unknown, not to be trusted, or turns us away."""

    def __init__(self, told: str, failure: Failure = Failure.CONNECTION) -> None:
        super().__init__(told, failure)


class Carrier(Protocol):
    """Opens its connection at the first mail and keeps it; a `with` block closes it."""

    def send(self, claim: Claim) -> str:
        """Comes back when the mail was taken (250), with the name of its file where it only went into one.

        Raises Refused, Deferred, SlowDown, Broken, Unreachable.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None: ...
