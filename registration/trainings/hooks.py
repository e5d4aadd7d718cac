"""What packages above may react to. They register in registration.wiring; each is called in the changing transaction."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import orm

ProgrammeChanged = Callable[[orm.Session, int, datetime], None]
"""(db, event id, now): the event's texts, times, venue, sessions or visibility have changed and are flushed."""

programme_changed: list[ProgrammeChanged] = []


def tell_programme_changed(db: orm.Session, event_id: int, now: datetime) -> None:
    """Call everybody who reacts to a changed programme."""
    for react in programme_changed:
        react(db, event_id, now)
