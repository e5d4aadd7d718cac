"""Speakers and staff as invitees: whoever has an address and wants entries follows the programme like a participant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import orm

from registration.invites import queries
from registration.invites.models import EventStaff, Invitee, InviteeRole
from registration.invites.whose import address_key
from registration.trainings.models import Event, EventSession, Speaker


@dataclass
class _Host:
    """One address: what its owner does there. Somebody who leads is a speaker, whatever else they do."""

    email: str
    name: str
    role: InviteeRole
    sessions: set[int] = field(default_factory=set)


def follow_hosts(db: orm.Session, event: Event, invitees: Sequence[Invitee]) -> list[Invitee]:
    """Make the published event's speakers and staff its invitees, one for each address; those who lead nothing any
    more, or want no entries, are no longer. Gives the new ones, flushed."""
    wanted = _hosts(event, queries.staff_of(db, event.id))
    known = {address_key(one): one for one in invitees if one.role is not InviteeRole.PARTICIPANT}
    sessions = {session.id: session for session in event.sessions}
    for address, invitee in known.items():
        _follow(invitee, wanted.get(address), sessions)
    fresh = [_invitee(event, host, sessions) for address, host in wanted.items() if address not in known]
    db.add_all(fresh)
    db.flush()
    return fresh


def _hosts(event: Event, staff: Iterable[EventStaff]) -> dict[str, _Host]:
    found: dict[str, _Host] = {}
    for speaker in event.speakers:
        if speaker.email and speaker.calendar_entries:
            led = _led(event, speaker)
            _add(found, _Host(speaker.email, speaker.name or speaker.post, InviteeRole.SPEAKER, set(led)))
    for one in staff:
        if one.email and one.calendar_entries:
            _add(found, _Host(one.email, one.name, InviteeRole.STAFF, set(_worked(event, one))))
    return {address: host for address, host in found.items() if host.sessions}


def _add(found: dict[str, _Host], host: _Host) -> None:
    if host.sessions:
        known = found.setdefault(host.email.lower(), host)
        known.sessions |= host.sessions


def _led(event: Event, speaker: Speaker) -> Iterator[int]:
    return (one.id for one in event.sessions if any(who.id == speaker.id for who in one.speakers))


def _worked(event: Event, one: EventStaff) -> Iterator[int]:
    days = {day.id for day in one.days}
    return (session.id for session in event.sessions if one.all_days or session.day_id in days)


def _follow(invitee: Invitee, host: _Host | None, sessions: dict[int, EventSession]) -> None:
    invitee.active = host is not None
    if host is None:
        return
    invitee.role, invitee.name = host.role, host.name
    if {one.id for one in invitee.sessions} != host.sessions:
        invitee.sessions = [sessions[id] for id in sorted(host.sessions)]


def _invitee(event: Event, host: _Host, sessions: dict[int, EventSession]) -> Invitee:
    return Invitee(
        event=event,
        role=host.role,
        email=host.email,
        name=host.name,
        language=event.language,
        active=True,
        sessions=[sessions[id] for id in sorted(host.sessions)],
        invites=[],
    )
