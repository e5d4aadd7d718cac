"""What the catalogue lists. Statements, not rows: the view gives them to Flask-SQLAlchemy's pagination."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, orm, select

from registration.core.database import UtcDateTime
from registration.core.driver import QuickSelect
from registration.core.stamps import CONTENT, SEATS, stamp
from registration.core.text import search_key
from registration.partners.models import Organisation
from registration.trainings.models import Event, EventKind, Visibility

_now = bindparam("now", type_=UtcDateTime())
LIST_VERSION = QuickSelect(
    select(
        stamp(CONTENT),
        stamp(SEATS),
        *(
            select(func.max(moment)).where(moment <= _now).scalar_subquery()
            for moment in (Event.sign_up_opens_at, Event.sign_up_closes_at, Event.starts_at, Event.ends_at)
        ),
    )
)
"""What lists of events show at `now`: seats, texts, and the last moment of any event that has come. Each moment is
found by its index."""

ANNOUNCED = (Visibility.PUBLISHED, Visibility.CANCELLED)


class Place(StrEnum):
    """Where people meet."""

    ANY = ""
    ON_SITE = "on-site"
    ONLINE = "online"


@dataclass(frozen=True)
class Filters:
    """What a visitor asked to see; the defaults leave nothing out."""

    kind: EventKind | None = None
    place: Place = Place.ANY
    organisation_id: int | None = None
    free_only: bool = False
    text: str = ""


def upcoming(filters: Filters, now: datetime) -> Select[Event]:
    """Published and cancelled events that have not ended at `now`, the nearest first."""
    wanted = select(Event).where(Event.visibility.in_(ANNOUNCED), Event.ends_at > now)
    return _listed(wanted, filters, now).order_by(Event.starts_at, Event.id)


def past(filters: Filters, now: datetime) -> Select[Event]:
    """Events that have ended at `now` and records of the past, latest first, those without a year last."""
    ended = and_(Event.visibility.in_(ANNOUNCED), Event.ends_at <= now)
    wanted = select(Event).where(or_(ended, Event.visibility == Visibility.ARCHIVED))
    return _listed(wanted, filters, now).order_by(Event.starts_at.desc().nulls_last(), Event.id.desc())


def owners(db: orm.Session) -> list[Organisation]:
    """Organisations that have events to be seen, in the order of the Polish alphabet."""
    seen = select(Event.organisation_id).where(Event.visibility != Visibility.DRAFT)
    wanted = select(Organisation).where(Organisation.id.in_(seen))
    return list(db.scalars(wanted.order_by(Organisation.sort_key, Organisation.id)))


def _listed(wanted: Select[Event], filters: Filters, now: datetime) -> Select[Event]:
    """With the filters and all that a card shows; loading more, row by row, raises."""
    loading = (
        orm.selectinload(Event.days).raiseload("*"),
        orm.joinedload(Event.organisation),
        orm.joinedload(Event.venue),
    )
    return wanted.where(*_conditions(filters, now)).options(*loading, orm.raiseload("*"))


def _conditions(filters: Filters, now: datetime) -> Iterator[ColumnElement[bool]]:
    if filters.kind is not None:
        yield Event.kind == filters.kind
    if filters.place is Place.ON_SITE:
        yield Event.venue_id.is_not(None)
    if filters.place is Place.ONLINE:
        yield Event.online_url != ""
    if filters.organisation_id is not None:
        yield Event.organisation_id == filters.organisation_id
    if filters.free_only:
        yield _has_free_seats(now)
    yield from containing(filters.text)


def _has_free_seats(now: datetime) -> ColumnElement[bool]:
    """As `Event.takes_sign_ups` and a free seat, said in SQL."""
    return and_(
        Event.visibility == Visibility.PUBLISHED,
        or_(Event.sign_up_opens_at.is_(None), Event.sign_up_opens_at <= now),
        or_(Event.sign_up_closes_at > now, and_(Event.sign_up_closes_at.is_(None), Event.starts_at > now)),
        or_(Event.capacity.is_(None), Event.seats_taken < Event.capacity),
    )


def containing(text: str) -> Iterator[ColumnElement[bool]]:
    """Events in which each word of a search is found, in any order; the owner's name counts too."""
    for word in search_key(text).split():
        owned = Event.organisation.has(Organisation.search_key.contains(word, autoescape=True))
        yield or_(Event.search_key.contains(word, autoescape=True), owned)
