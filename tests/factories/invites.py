"""Staff of an event, and calendar entries as they are after their mail."""

import itertools
from typing import Any

from sqlalchemy import orm

from registration.invites.models import CalendarInvite, EventStaff, Invitee, InviteState, OpenAnswer, OpenKind
from registration.trainings.models import Event
from tests.factories.trainings import NOON

_numbers = itertools.count(1)


def staff(db: orm.Session, of: Event, **values: Any) -> EventStaff:
    """Somebody at the reception, on all days."""
    number = next(_numbers)
    base: dict[str, Any] = {
        "name": f"Osoba z obsługi {number}",
        "duty": "recepcja",
        "email": f"obsluga{number}@example.org",
        "days": [],
    }
    made = EventStaff(event_id=of.id, **{**base, **values})
    db.add(made)
    db.flush()
    return made


def entry(db: orm.Session, of: Invitee, **values: Any) -> CalendarInvite:
    """The mailed entry of the event's first day."""
    day = of.event.days[0]
    session = day.sessions[0]
    assert session.starts_at is not None
    assert session.ends_at is not None
    base: dict[str, Any] = {
        "uid": f"wpis-{next(_numbers)}@zapisy",
        "state": InviteState.INVITED,
        "messages": 1,
        "last_stamp": NOON,
        "last_told": "day",
        "created_at": NOON,
        "last_sent": {
            "time_key": "t",
            "text_key": "t",
            "start": session.starts_at.isoformat(),
            "end": session.ends_at.isoformat(),
            "zone": of.event.zone,
            "summary": of.event.title,
            "location": "",
            "url": "",
            "organizer": of.event.organisation.name,
        },
    }
    made = CalendarInvite(invitee=of, day=day, **{**base, **values})
    db.add(made)
    db.flush()
    return made


def open_answer(db: orm.Session, of: CalendarInvite, **values: Any) -> OpenAnswer:
    """An answer that waits: somebody declined."""
    base: dict[str, Any] = {"kind": OpenKind.DECLINED, "stamp": NOON, "received_at": NOON}
    made = OpenAnswer(invite=of, **{**base, **values})
    db.add(made)
    db.flush()
    return made
