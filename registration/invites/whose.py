"""Which parts of a programme concern a person, whatever they are there for. Pure."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from registration.invites.models import Invitee, InviteeRole
from registration.trainings.models import SessionKind


class Part(Protocol):
    """A session, stored or as a value."""

    @property
    def id(self) -> int:
        """The session's number."""

    @property
    def kind(self) -> SessionKind:
        """What it is."""

    @property
    def optional(self) -> bool:
        """Whether participants choose it."""

    @property
    def starts_at(self) -> datetime | None:
        """When it begins."""

    @property
    def ends_at(self) -> datetime | None:
        """When it ends."""


Session = TypeVar("Session", bound=Part)
SessionOf = TypeVar("SessionOf", bound=Part, covariant=True)


class Day(Protocol[SessionOf]):
    """A day of a programme, stored or as a value."""

    @property
    def id(self) -> int:
        """The day's number."""

    @property
    def sessions(self) -> Sequence[SessionOf]:
        """Its parts, in their order."""


DayOf = TypeVar("DayOf", bound=Day[Part], covariant=True)


class Programme(Protocol[DayOf]):
    """An event, stored or as a value, as far as its programme goes."""

    @property
    def days(self) -> Sequence[DayOf]:
        """Its days, in their order."""


REST = (SessionKind.BREAK, SessionKind.MEAL)
"""Nobody comes for these alone, where the rest of the day is a matter of choice."""

Own = frozenset[int]
"""The ids of the sessions that concern somebody."""


def address_key(invitee: Invitee) -> str:
    """What makes two invitees of an event one person: the same address."""
    return invitee.email.lower()


def all_sessions(event: Programme[Day[Session]]) -> list[Session]:
    """The event's sessions, by way of its days, which everybody loads."""
    return [session for day in event.days for session in day.sessions]


def own_sessions(event: Programme[Day[Part]], invitees: Iterable[Invitee]) -> Own:
    """The sessions of one person, all of whose invitees are given: a participant has those that are for everybody
    and those that they chose; a speaker or somebody of the staff has their own."""
    found: set[int] = set()
    for one in invitees:
        if one.role is InviteeRole.PARTICIPANT:
            # What they chose is read only where there is a choice.
            choice = any(session.optional for session in all_sessions(event))
            found |= of_participant(event, {session.id for session in one.sessions} if choice else ())
        else:
            found |= {session.id for session in one.sessions}
    return frozenset(found)


def of_participant(event: Programme[Day[Part]], chosen: Collection[int]) -> Own:
    """The sessions of somebody who takes part: what is for everybody, and the chosen ones of the optional ones."""
    return frozenset(one.id for one in all_sessions(event) if not one.optional or one.id in chosen)


def parts(day: Day[Session], own: Own) -> list[Session]:
    """What of the day concerns the person; nothing where only breaks and meals are left between optional items. Where
    others begin earlier or end later, the person's day begins and ends with an item that is no break."""
    mine = [session for session in day.sessions if session.id in own]
    rest_only = all(session.kind in REST for session in mine)
    if rest_only and any(session.optional for session in day.sessions):
        return []
    return _without_idle_rest(day, mine)


def _without_idle_rest(day: Day[Session], mine: list[Session]) -> list[Session]:
    """Without the breaks of a morning that only others chose, or of their afternoon."""
    others = [one for one in day.sessions if one.kind not in REST and one not in mine]
    busy = [
        (one.starts_at, one.ends_at) for one in mine if one.kind not in REST and one.starts_at and one.ends_at
    ]
    if not others or not busy:
        return mine
    first, last = min(start for start, _end in busy), max(end for _start, end in busy)
    early = any(one.starts_at is not None and one.starts_at < first for one in others)
    late = any(one.ends_at is not None and one.ends_at > last for one in others)
    idle = {
        one.id
        for one in mine
        if one.kind in REST
        and (
            (early and one.ends_at is not None and one.ends_at <= first)
            or (late and one.starts_at is not None and one.starts_at >= last)
        )
    }
    return [one for one in mine if one.id not in idle]


def have_times(sessions: Sequence[Part]) -> bool:
    """Whether they can stand in a calendar."""
    return any(session.starts_at is not None for session in sessions)


def are_coming(sessions: Sequence[Part], now: datetime) -> bool:
    """Whether some of them are still ahead."""
    return any(session.ends_at is not None and session.ends_at > now for session in sessions)
