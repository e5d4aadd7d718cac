"""Who works at an event: entered by an organiser, and sent calendar entries like everybody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.core.mail_address import BadAddress, normalise
from registration.core.site import Site
from registration.core.text import clean
from registration.invites.errors import AddressMissing, DaysMissing, NoSuchStaff, StaffUnnamed
from registration.invites.models import EventStaff
from registration.invites.services.holding import programme_changed
from registration.trainings.errors import EventClosed, TooLong
from registration.trainings.models import Event
from registration.trainings.services.changes import CLOSED, lock

LIMITS = {"name": 300, "duty": 300}


@dataclass(frozen=True)
class StaffFacts:
    """Somebody as typed. `day_ids` counts only where they do not work on all days."""

    name: str
    duty: str
    email: str
    calendar_entries: bool
    all_days: bool
    day_ids: frozenset[int]


@dataclass(frozen=True)
class Doing:
    """Who acts, when (aware), and the site that mails speak of."""

    actor: Actor
    now: datetime
    site: Site


def add_staff(db: orm.Session, event_id: int, given: StaffFacts, doing: Doing) -> None:
    """One more. Raises StaffUnnamed, TooLong, BadAddress, AddressMissing, DaysMissing at the field; EventClosed,
    NoSuchEvent."""
    event = _open(db, event_id)
    one = EventStaff(event_id=event.id, days=[])
    _fill(one, event, given)
    db.add(one)
    _finish(db, event, "event.staff_added", {}, {"staff": _line(one)}, doing)


def change_staff(db: orm.Session, event_id: int, staff_id: int, given: StaffFacts, doing: Doing) -> None:
    """Change somebody. Raises NoSuchStaff and what `add_staff` raises."""
    event = _open(db, event_id)
    one = _own(db, event, staff_id)
    before = {"staff": _line(one)}
    _fill(one, event, given)
    _finish(db, event, "event.staff_changed", before, {"staff": _line(one)}, doing)


def remove_staff(db: orm.Session, event_id: int, staff_id: int, doing: Doing) -> None:
    """Take somebody out; their entries are taken back. Raises NoSuchStaff, EventClosed, NoSuchEvent."""
    event = _open(db, event_id)
    one = _own(db, event, staff_id)
    before = {"staff": _line(one)}
    db.delete(one)
    _finish(db, event, "event.staff_removed", before, {}, doing)


def _open(db: orm.Session, event_id: int) -> Event:
    event = lock(db, event_id)
    if event.visibility in CLOSED:
        raise EventClosed
    return event


def _own(db: orm.Session, event: Event, staff_id: int) -> EventStaff:
    one = db.get(EventStaff, staff_id)
    if one is None or one.event_id != event.id:
        raise NoSuchStaff
    return one


def _fill(one: EventStaff, event: Event, given: StaffFacts) -> None:
    texts = {name: clean(getattr(given, name)) for name in LIMITS}
    for name, text in texts.items():
        if len(text) > LIMITS[name]:
            raise TooLong(field=name, limit=LIMITS[name])
    if not texts["name"]:
        raise StaffUnnamed
    email = _address(given)
    days = [] if given.all_days else [day for day in event.days if day.id in given.day_ids]
    if not given.all_days and not days:
        raise DaysMissing
    one.name, one.duty, one.email = texts["name"], texts["duty"], email
    one.calendar_entries, one.all_days, one.days = given.calendar_entries, given.all_days, days


def _address(given: StaffFacts) -> str:
    if not given.email.strip():
        if given.calendar_entries:
            raise AddressMissing
        return ""
    try:
        return normalise(given.email)
    except BadAddress as problem:
        problem.field = "email"
        raise


def _line(one: EventStaff) -> str:
    days = [day.date.isoformat() for day in one.days if day.date is not None]
    return ", ".join(part for part in (one.name, one.duty, one.email, *days) if part)


def _finish(
    db: orm.Session,
    event: Event,
    action: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    doing: Doing,
) -> None:
    db.flush()
    thing = ("event", event.id)
    audit.record(
        db,
        doing.actor,
        action,
        thing,
        now=doing.now,
        before=before,
        after=after,
        organisation_id=event.organisation_id,
    )
    programme_changed(db, event.id, doing.now, doing.site)
