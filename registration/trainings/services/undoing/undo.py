"""The undo itself: when it is offered, when it is refused by name, what it gives back."""

from collections.abc import Iterable

from sqlalchemy import orm, select

from registration.core.database import Json
from registration.outbox.queries import count_made
from registration.trainings.errors import (
    CapacityBelowSeats,
    MailHasLeft,
    NothingToUndo,
    SessionStays,
    SlugTaken,
)
from registration.trainings.hooks import Returned, row_keepers, why_session_is_held
from registration.trainings.models import Event, EventDay, EventSession, EventSnapshot
from registration.trainings.services.changes import Editing, lock_for_editing, note
from registration.trainings.services.undoing.snapshots import ROOMS
from registration.trainings.services.undoing.state import added_since, given_back


def last_undoable(db: orm.Session, event: Event) -> EventSnapshot | None:
    """The last change, while it may be taken back: nobody has edited since, no mail has been made. Only looks;
    whether it still holds is decided by `undo_last` under the writers' lock."""
    found = db.get(EventSnapshot, event.id)
    if found is None or found.edition != event.edition:
        return None
    return found if count_made(db, ("event", event.id), settle=False) == found.mails else None


def undo_last(db: orm.Session, editing: Editing) -> Event:
    """Give the event back as it was before its last change; rows keep their identity, nobody is told.

    Raises NoSuchEvent, EventClosed, StaleForm; NothingToUndo; MailHasLeft; CapacityBelowSeats, SlugTaken,
    SessionStays where what has happened since stands against it.
    """
    event = lock_for_editing(db, editing)
    found = db.get(EventSnapshot, event.id, populate_existing=True)
    if found is None or found.edition != event.edition:
        raise NothingToUndo
    if count_made(db, ("event", event.id)) != found.mails:
        raise MailHasLeft
    former, sides = found.former, (found.after, found.before)
    _check(db, event, former["event"])
    for session in added_since(event, former):
        reason = why_session_is_held(db, session.id)
        if reason is not None:
            raise SessionStays(reason, session.title)
    returned = Returned(_missing(event.days, former["days"]), _missing(event.sessions, former["sessions"]))
    given_back(db, event, former)
    for keeper in row_keepers:
        keeper.given_back(db, event.id, former[ROOMS].get(keeper.name), returned)
    note(db, event, editing.actor, "event.undone", sides, editing.now)
    return event


def _missing(there: Iterable[EventDay | EventSession], former: Iterable[Json]) -> frozenset[int]:
    return frozenset(row["id"] for row in former) - {one.id for one in there}


def _check(db: orm.Session, event: Event, former: dict[str, object]) -> None:
    """What the database would refuse, by name: seats that were taken, an address that was given away."""
    capacity = former["capacity"]
    if isinstance(capacity, int) and capacity < event.seats_taken:
        raise CapacityBelowSeats(num=event.seats_taken)
    taken = select(Event.id).where(Event.slug == former["slug"], Event.id != event.id)
    if db.scalar(taken) is not None:
        raise SlugTaken
