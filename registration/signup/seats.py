"""The only way to a seat, and the way back. The counter's CHECK is the database's own guard.

`UPDATE … WHERE seats_taken < capacity` holds under every isolation and database; the short writing
transaction around it (registration.web.writing) is the second guard.
"""

from sqlalchemy import bindparam, or_, orm, update

from registration.core.stamps import AREA, SEATS
from registration.signup.errors import EventFull
from registration.trainings.models import Event

_TAKE = (
    update(Event)
    .where(
        Event.id == bindparam("event_id"),
        or_(Event.capacity.is_(None), Event.seats_taken < Event.capacity),
    )
    .values(seats_taken=Event.seats_taken + 1, version=Event.version + 1)
    .returning(Event.id)
    .execution_options(**{AREA: SEATS})
)


def take(db: orm.Session, event_id: int) -> None:
    """Take one seat. Raises EventFull."""
    if db.connection().execute(_TAKE, {"event_id": event_id}).first() is None:
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
