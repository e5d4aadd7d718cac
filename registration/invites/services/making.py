"""New entries: for which days, with which UID."""

import secrets
from datetime import datetime

from registration.invites.models import CalendarInvite, Invitee
from registration.invites.whose import Own, are_coming, parts
from registration.trainings.models import Event, EventDay

MOST_DAYS = 6
"""Days for which mails are sent; beyond that there is the personal programme file."""


def days_for(event: Event, own: Own, now: datetime) -> list[EventDay]:
    """The coming days on which something concerns the person."""
    return [day for day in event.days if are_coming(parts(day, own), now)]


def new_entry(invitee: Invitee, day: EventDay, now: datetime) -> CalendarInvite:
    """An entry not yet mailed. One that comes back after its CANCEL is a new generation with a new UID: Google
    remembers the old one."""
    before = [one.generation for one in invitee.invites if one.day_id == day.id]
    return CalendarInvite(
        invitee=invitee,
        day=day,
        generation=max(before, default=0) + 1,
        uid=f"{secrets.token_hex(16)}@zapisy",
        created_at=now,
    )
