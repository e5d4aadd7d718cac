"""Which answers of calendars wait for the organiser."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, orm, select

from registration.invites.models import CalendarInvite, CalendarReply, Invitee, InviteState, OpenAnswer
from registration.trainings.models import Event

_WAITING = OpenAnswer.settled_at.is_(None), Invitee.active, CalendarInvite.state == InviteState.INVITED


def open_answers(db: orm.Session, event_id: int) -> Sequence[OpenAnswer]:
    """Those of an event, the longest waiting first, each with its person; without people who no longer come."""
    wanted = (
        select(OpenAnswer)
        .join(OpenAnswer.invite)
        .join(CalendarInvite.invitee)
        .where(Invitee.event_id == event_id, *_WAITING)
        .options(orm.contains_eager(OpenAnswer.invite).contains_eager(CalendarInvite.invitee))
        .options(orm.contains_eager(OpenAnswer.invite).joinedload(CalendarInvite.day))
        .order_by(OpenAnswer.received_at, OpenAnswer.id)
    )
    return db.scalars(wanted).all()


def waiting_by_event(
    db: orm.Session, of_events: ColumnElement[bool], now: datetime
) -> Sequence[tuple[Event, int]]:
    """The events not yet over in which answers wait, the soonest first, and how many in each."""
    counted = (
        select(Invitee.event_id, func.count().label("number"))
        .select_from(OpenAnswer)
        .join(OpenAnswer.invite)
        .join(CalendarInvite.invitee)
        .where(*_WAITING)
        .group_by(Invitee.event_id)
        .subquery()
    )
    wanted = select(Event, counted.c.number).join(counted, counted.c.event_id == Event.id)
    wanted = wanted.where(of_events, Event.ends_at > now).order_by(Event.starts_at, Event.id)
    return [(event, number) for event, number in db.execute(wanted.options(orm.raiseload(Event.days)))]


def any_came(db: orm.Session) -> bool:
    """Whether answers come in by any way at all."""
    return bool(db.scalar(select(exists().select_from(CalendarReply))))
