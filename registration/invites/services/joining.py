"""Somebody signs up: the rows of who they are for the calendar, what they chose, and their first entries.

Written without the session, while all other writers wait: the event comes as values, ids go back.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm

from registration.core.driver import QuickInsert
from registration.invites import queries
from registration.invites.models import CalendarInvite, Invitee, own_sessions
from registration.invites.persons import live_invites
from registration.invites.services.drafts import Guest, mail_to, message_key
from registration.invites.services.life import tell
from registration.invites.services.making import made, new_days
from registration.invites.whose import Day, Own, Part, Programme, of_participant
from registration.outbox.email import Draft
from registration.outbox.models import Priority

_INVITEES, _CHOSEN, _ENTRIES = QuickInsert(Invitee), QuickInsert(own_sessions), QuickInsert(CalendarInvite)


@dataclass(frozen=True)
class Newcomer:
    """A participant who signs up. `sessions` are the ids of the optional ones that they chose; `is_host`: they lead or
    work at the event, so that they have entries of some days already."""

    email: str
    name: str
    language: str
    sessions: Collection[int]
    is_host: bool


def add_guest(db: orm.Session, event_id: int, organisation_id: int, who: Newcomer) -> Guest:
    """Write who comes, and what they chose."""
    told = {"email": who.email, "name": who.name, "language": who.language}
    number = _INVITEES.add_one(db, {"event_id": event_id, **told})
    _CHOSEN.add(db, [{"invitee_id": number, "session_id": one} for one in who.sessions])
    return Guest(number, event_id, organisation_id, **told)


def invite(
    db: orm.Session, guest: Guest, event: Programme[Day[Part]], who: Newcomer, now: datetime
) -> list[int]:
    """Give the guest an entry for each coming day of theirs, at most six; gives the ids. Nothing is mailed yet.

    Who leads or works there already has entries of some days: these go on, and tell all that concerns the person.
    """
    own, held = _as_host(db, guest) if who.is_host else (of_participant(event, who.sessions), [])
    days = new_days(event, own, {one.day_id for one in held}, now)
    ids = [
        _ENTRIES.add_one(db, {"invitee_id": guest.invitee_id, "day_id": day.id, **made(now)}) for day in days
    ]
    tell(db, held, now)
    return ids


def _as_host(db: orm.Session, guest: Guest) -> tuple[Own, list[CalendarInvite]]:
    """All that concerns the person, and the entries that they have."""
    person = queries.person_of(db, db.get_one(Invitee, guest.invitee_id))
    return person.own, [one for other in person.invitees for one in live_invites(other)]


def first_mails(to: Guest, ids: Sequence[int]) -> list[Draft]:
    """The mails that bring new entries, for the outbox; due at once."""
    return [mail_to(to, one, message_key(one), Priority.PROMPT) for one in ids]
