"""What an organiser sees: the list of own events, one event to work on, venues to choose from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, false, or_, orm, select
from sqlalchemy.orm import InstrumentedAttribute

from registration.trainings.models import Event, EventSession, Venue, Visibility
from registration.trainings.queries.catalogue import containing


class Order(StrEnum):
    """How the list is sorted; a minus before the word turns it around."""

    LATEST = "-start"
    EARLIEST = "start"
    TITLE = "title"
    TITLE_BACKWARDS = "-title"


@dataclass(frozen=True)
class DeskFilters:
    """What an organiser asked to see."""

    text: str = ""
    visibility: Visibility | None = None
    order: Order = Order.LATEST


def at_desk(
    filters: DeskFilters, organisations: Collection[int] | None, events: Collection[int] | None
) -> Select[Event]:
    """Events of the `organisations` and the `events` given one by one (None: all), as the list shows them."""
    loading = orm.joinedload(Event.organisation), orm.joinedload(Event.venue), orm.raiseload("*")
    wanted = (
        select(Event).where(_in_reach(organisations, events), *containing(filters.text)).options(*loading)
    )
    if filters.visibility is not None:
        wanted = wanted.where(Event.visibility == filters.visibility)
    return wanted.order_by(*_sorted(filters.order))


def _in_reach(organisations: Collection[int] | None, events: Collection[int] | None) -> ColumnElement[bool]:
    if organisations is None or events is None:
        return Event.id.is_not(None)
    return or_(Event.organisation_id.in_(organisations), Event.id.in_(events), false())


def _sorted(order: Order) -> tuple[UnaryExpression[Any], ...]:
    column: InstrumentedAttribute[Any] = Event.starts_at if order.endswith("start") else Event.sort_key
    directed = column.desc() if order.startswith("-") else column.asc()
    return directed.nulls_first(), Event.id.desc()


def with_programme(db: orm.Session, event_id: int) -> Event | None:
    """One event with days, sessions and speakers, whatever its visibility: for the desk and for services."""
    sessions = orm.selectinload(Event.sessions)
    loading = (
        sessions.selectinload(EventSession.speaker_links),
        sessions.selectinload(EventSession.speakers),
        sessions.joinedload(EventSession.day),
        orm.selectinload(Event.days),
        orm.selectinload(Event.speakers),
    )
    return db.scalar(select(Event).where(Event.id == event_id).options(*loading))


def venues_of(db: orm.Session, organisation_id: int) -> list[Venue]:
    """The organisation's venues by name."""
    wanted = select(Venue).where(Venue.organisation_id == organisation_id)
    return list(db.scalars(wanted.order_by(Venue.name, Venue.town, Venue.id)))


def events_of(db: orm.Session, ids: Sequence[int]) -> list[Event]:
    """These events, without their programmes."""
    return list(db.scalars(select(Event).where(Event.id.in_(ids)).order_by(Event.id)))
