"""New entries: for which days, with which UID."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from registration.invites.models import CalendarInvite, Invitee
from registration.invites.whose import DayOf, Own, Programme, are_coming, parts
from registration.trainings.models import EventDay

MOST_DAYS = 6
"""Days for which mails are sent; beyond that there is the personal programme file."""


def new_days(event: Programme[DayOf], own: Own, known: Collection[int | None], now: datetime) -> list[DayOf]:
    """The coming days on which something concerns the person, who has entries of the `known` ones already; with
    these at most six."""
    coming = [day for day in event.days if day.id not in known and are_coming(parts(day, own), now)]
    return coming[: max(MOST_DAYS - len(known), 0)]


def new_entry(invitee: Invitee, day: EventDay, now: datetime) -> CalendarInvite:
    """An entry not yet mailed. One that comes back after its CANCEL is a new generation with a new UID: Google
    remembers the old one."""
    before = [one.generation for one in invitee.invites if one.day_id == day.id]
    return CalendarInvite(invitee=invitee, day=day, **made(now, max(before, default=0) + 1))


def made(now: datetime, generation: int = 1) -> dict[str, Any]:
    """What a new entry has of its own."""
    return {"generation": generation, "uid": f"{secrets.token_hex(16)}@zapisy", "created_at": now}
