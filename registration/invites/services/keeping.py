"""What hangs on days and sessions: kept for an undo, since the database forgets it when they leave the programme."""

from typing import Any

from sqlalchemy import Table, orm, select

from registration.core.database import Json
from registration.invites.models import CalendarInvite, EventStaff, Invitee, own_sessions, staff_days
from registration.trainings.hooks import Returned
from registration.trainings.models import EventDay

Pairs = list[list[int]]


def kept(db: orm.Session, event_id: int) -> Json:
    """Of an event, JSON-ready: (entry, day), (invitee, session of theirs), (staff, day of theirs)."""
    entries = select(CalendarInvite.id, CalendarInvite.day_id).join(Invitee)
    chosen = select(own_sessions.c.invitee_id, own_sessions.c.session_id)
    chosen = chosen.join(Invitee, Invitee.id == own_sessions.c.invitee_id)
    at_work = select(staff_days.c.staff_id, staff_days.c.day_id)
    at_work = at_work.join(EventStaff, EventStaff.id == staff_days.c.staff_id)
    return {
        "entries": _pairs(
            db, entries.where(Invitee.event_id == event_id, CalendarInvite.day_id.is_not(None))
        ),
        "sessions": _pairs(db, chosen.where(Invitee.event_id == event_id)),
        "staff": _pairs(db, at_work.where(EventStaff.event_id == event_id)),
    }


def given_back(db: orm.Session, event_id: int, was: Any, returned: Returned) -> None:
    """Hang on the days and sessions that are there again what hung on them; whatever else happened since stays."""
    if not was:
        return
    there = set(db.scalars(select(EventDay.id).where(EventDay.event_id == event_id)))
    days: dict[int, int] = {entry: day for entry, day in was["entries"] if day in there}
    orphans = select(CalendarInvite).join(Invitee).where(Invitee.event_id == event_id)
    for one in db.scalars(orphans.where(CalendarInvite.day_id.is_(None))):
        one.day_id = days.get(one.id)
    _link(db, own_sessions, was["sessions"], returned.sessions, set(_ids(db, Invitee, event_id)))
    _link(db, staff_days, was["staff"], returned.days, set(_ids(db, EventStaff, event_id)))
    db.flush()
    db.expire_all()


def _pairs(db: orm.Session, wanted: Any) -> Pairs:
    return sorted([one, other] for one, other in db.execute(wanted).all())


def _ids(db: orm.Session, model: Any, event_id: int) -> list[int]:
    return list(db.scalars(select(model.id).where(model.event_id == event_id)))


def _link(db: orm.Session, table: Table, pairs: Pairs, back: frozenset[int], people: set[int]) -> None:
    rows = [(one, other) for one, other in pairs if other in back and one in people]
    if rows:
        names = [column.name for column in table.columns]
        db.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in rows])
