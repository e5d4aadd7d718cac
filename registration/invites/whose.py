"""Which parts of a programme concern a person, whatever they are there for. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from registration.invites.models import Invitee, InviteeRole
from registration.trainings.models import Event, EventDay, EventSession, SessionKind

REST = (SessionKind.BREAK, SessionKind.MEAL)
"""Nobody comes for these alone, where the rest of the day is a matter of choice."""

Own = frozenset[int]
"""The ids of the sessions that concern somebody."""


def address_key(invitee: Invitee) -> str:
    """What makes two invitees of an event one person: the same address."""
    return invitee.email.lower()


def all_sessions(event: Event) -> list[EventSession]:
    """The event's sessions, by way of its days, which everybody loads."""
    return [session for day in event.days for session in day.sessions]


def own_sessions(event: Event, invitees: Iterable[Invitee]) -> Own:
    """The sessions of one person, all of whose invitees are given: a participant has those that are for everybody
    and those that they chose; a speaker or somebody of the staff has their own."""
    found: set[int] = set()
    for one in invitees:
        if one.role is InviteeRole.PARTICIPANT:
            found |= _of_participant(event, one)
        else:
            found |= {session.id for session in one.sessions}
    return frozenset(found)


def _of_participant(event: Event, invitee: Invitee) -> set[int]:
    """What they chose is read only where there is a choice."""
    sessions = all_sessions(event)
    for_all = {session.id for session in sessions if not session.optional}
    optional = {session.id for session in sessions} - for_all
    return for_all | (optional & {session.id for session in invitee.sessions}) if optional else for_all


def parts(day: EventDay, own: Own) -> list[EventSession]:
    """What of the day concerns the person; nothing where only breaks and meals are left between optional items. Where
    others begin earlier or end later, the person's day begins and ends with an item that is no break."""
    mine = [session for session in day.sessions if session.id in own]
    rest_only = all(session.kind in REST for session in mine)
    if rest_only and any(session.optional for session in day.sessions):
        return []
    return _without_idle_rest(day, mine)


def _without_idle_rest(day: EventDay, mine: list[EventSession]) -> list[EventSession]:
    """Without the breaks of a morning that only others chose, or of their afternoon."""
    spans = [(one, one.starts_at, one.ends_at) for one in day.sessions if one.starts_at and one.ends_at]
    busy = [(start, end, one in mine) for one, start, end in spans if one.kind not in REST]
    own = [(start, end) for start, end, is_mine in busy if is_mine]
    if not own or len(own) == len(busy):
        return mine
    first, last = min(start for start, _end in own), max(end for _start, end in own)
    idle = {
        one.id
        for one, start, end in spans
        if one.kind in REST
        and (
            (end <= first and any(begin < first for begin, _end, _mine in busy))
            or (start >= last and any(finish > last for _start, finish, _mine in busy))
        )
    }
    return [one for one in mine if one.id not in idle]


def have_times(sessions: Sequence[EventSession]) -> bool:
    """Whether they can stand in a calendar."""
    return any(session.starts_at is not None for session in sessions)


def are_coming(sessions: Sequence[EventSession], now: datetime) -> bool:
    """Whether some of them are still ahead."""
    return any(session.ends_at is not None and session.ends_at > now for session in sessions)
