"""The only way to a seat, and the way back. The counter's CHECK is the database's own guard.

`UPDATE … WHERE seats_taken < capacity` holds under every isolation and database; the short writing
transaction around it (registration.web.writing) is the second guard.
"""

from sqlalchemy import bindparam, or_, orm, update

from registration.core.driver import QuickSelect
from registration.core.stamps import AREA, SEATS, changed
from registration.signup.errors import EventFull
from registration.trainings.models import Event

SEAT_LEFT = or_(Event.capacity.is_(None), Event.seats_taken < Event.capacity)
"""Whether an event has a free seat, as a condition."""
_TAKE = QuickSelect(
    update(Event)
    .where(Event.id == bindparam("event_id"), SEAT_LEFT)
    .values(seats_taken=Event.seats_taken + 1, version=Event.version + 1)
    .returning(Event.id)
)


def take(db: orm.Session, event_id: int) -> None:
    """Take one seat. Raises EventFull."""
    changed(db.connection(), SEATS)
    if not _TAKE.within(db, {"event_id": event_id}):
        raise EventFull


def give_back(db: orm.Session, event_id: int) -> None:
    """Free one seat."""
    freed = (
        update(Event)
        .where(Event.id == event_id)
        .values(seats_taken=Event.seats_taken - 1, version=Event.version + 1)
        .execution_options(synchronize_session=False, **{AREA: SEATS})
    )
    db.execute(freed)
