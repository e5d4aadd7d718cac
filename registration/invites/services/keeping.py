"""Which entry hangs on which day: kept for an undo, since an entry forgets a day that leaves the programme."""

from typing import Any

from sqlalchemy import orm, select

from registration.invites.models import CalendarInvite, Invitee
from registration.trainings.models import EventDay


def days_of_entries(db: orm.Session, event_id: int) -> list[list[int]]:
    """(entry, day) pairs of an event, JSON-ready."""
    wanted = select(CalendarInvite.id, CalendarInvite.day_id).join(Invitee)
    rows = db.execute(wanted.where(Invitee.event_id == event_id).order_by(CalendarInvite.id)).all()
    return [[entry, day] for entry, day in rows if day is not None]


def hang_up_again(db: orm.Session, event_id: int, kept: Any) -> None:
    """Entries that lost their day have it back, where it is in the programme again."""
    there = set(db.scalars(select(EventDay.id).where(EventDay.event_id == event_id)))
    days: dict[int, int] = {entry: day for entry, day in kept or () if day in there}
    wanted = select(CalendarInvite).join(Invitee).where(Invitee.event_id == event_id)
    for one in db.scalars(wanted.where(CalendarInvite.day_id.is_(None))):
        one.day_id = days.get(one.id)
    db.flush()
