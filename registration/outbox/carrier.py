"""What takes a frozen mail out of the house, and what can go wrong with it."""

from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self


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


class Refused(Exception):
    """The server will never take this mail (5xx)."""


class Deferred(Exception):
    """The server will not take this mail now (4xx)."""


class Unreachable(Exception):
    """There is no working connection: the server is down, unknown, not to be trusted, or turns us away."""


class Carrier(Protocol):
    """Opens its connection at the first mail and keeps it; a `with` block closes it."""

    def send(self, claim: Claim) -> str:
        """Comes back when the mail was taken (250), with the name of its file where it only went into one.

        Raises Refused, Deferred, Unreachable.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None: ...
