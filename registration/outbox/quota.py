"""What is left of the pace, as the database knows it: the same for all workers, and after a crash."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, orm, select

from registration.outbox import queries
from registration.outbox.models import MailDeparture
from registration.outbox.pace import Pace, Room, Used, room

KEPT = timedelta(hours=2)
"""Longer than the longest window."""


def room_now(db: orm.Session, pace: Pace, now: datetime) -> Room:
    """How many mails may go now. `pace` has a limit."""
    waiting = queries.count_due_patient(db, now, most=pace.patient_least)
    return room(pace, _used(db, pace, now), waiting)


def _used(db: orm.Session, pace: Pace, now: datetime) -> Used:
    """One statement: the tries of each window. Those under way stand in the future, and count."""
    longest = pace.windows[0][0]
    counts = [
        func.sum(case((MailDeparture.at > now - length, 1), else_=0)) for length, _limit in pace.windows
    ]
    wanted = select(func.sum(case((MailDeparture.patient, 1), else_=0)), *counts)
    patient, *tries = db.execute(wanted.where(MailDeparture.at > now - longest)).one()
    lengths = [length for length, _limit in pace.windows]
    return Used(
        {length: int(one or 0) for length, one in zip(lengths, tries, strict=True)}, int(patient or 0)
    )


def forget(db: orm.Session, now: datetime) -> None:
    """Drop the tries that no window counts any more."""
    db.execute(delete(MailDeparture).where(MailDeparture.at < now - KEPT))
