"""What a sign-up has to know of an event: values that no session owns, shared by all threads of the process."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from registration.signup.models import ClauseKind
from registration.trainings.models import SessionKind, SignUpWindow


@dataclass(frozen=True)
class Version:
    """What an offer is known by: the stamp of all public content, and the event's edition, which on PostgreSQL is seen
    even where we have waited for an organiser's commit inside the asking statement."""

    stamp: str | None
    edition: int


@dataclass(frozen=True)
class OfferedSession:
    """A part of the programme."""

    id: int
    title: str
    kind: SessionKind
    optional: bool
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True)
class OfferedDay:
    """A day of the programme."""

    id: int
    sessions: tuple[OfferedSession, ...]


@dataclass(frozen=True)
class Offer:
    """An event as it stood in one version; seats are none of it. Rules take it in the place of the event
    (registration.invites.whose.Programme)."""

    version: Version
    event_id: int
    organisation_id: int
    window: SignUpWindow | None
    marks: Mapping[str, str]
    """What `registration.signup.seen` compares."""
    days: tuple[OfferedDay, ...]
    clauses: Mapping[int, ClauseKind]
    """All versions of the owner's texts."""
    current: Mapping[str, tuple[int, ...]]
    """The texts in force, by language, in the order in which they are shown."""

    def takes_sign_ups(self, now: datetime) -> bool:
        """Whether the sign-up window is open; says nothing of seats."""
        return self.window is not None and self.window.is_open(now)
