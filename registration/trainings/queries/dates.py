"""The dates of one training: the events of a series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, orm, select

from registration.trainings.models import Event, Visibility

MOST_COMING = 100
"""Dates to come that a page looks at; nobody plans more of one training."""


@dataclass(frozen=True)
class OtherDates:
    """What the page of one date says of the others. `coming` are published ones that have not ended, the nearest
    first; `all` counts those that everybody may see, past and cancelled ones too."""

    coming: tuple[Event, ...] = ()
    all: int = 0

    def next_open(self, now: datetime) -> Event | None:
        """The nearest date for which a person can sign up at `now`."""
        return next((one for one in self.coming if one.takes_sign_ups(now) and not one.is_full), None)


def other_dates(db: orm.Session, event: Event, now: datetime) -> OtherDates:
    """The other dates of the event's training, as a card shows them, in a constant number of statements."""
    if event.series_id is None:
        return OtherDates()
    others = select(Event).where(Event.series_id == event.series_id, Event.id != event.id)
    coming = others.where(Event.visibility == Visibility.PUBLISHED, Event.ends_at > now)
    found = db.scalars(_as_cards(coming).order_by(Event.starts_at, Event.id).limit(MOST_COMING)).all()
    seen = others.where(Event.visibility != Visibility.DRAFT).with_only_columns(func.count())
    return OtherDates(tuple(found), db.scalar(seen) or 0)


def public_dates(event: Event) -> Select[Event]:
    """All dates of the event's training that everybody may see, itself among them, the latest first."""
    seen = select(Event).where(_same_training(event), Event.visibility != Visibility.DRAFT)
    return _as_cards(seen).order_by(Event.starts_at.desc().nulls_last(), Event.id.desc())


def desk_dates(db: orm.Session, event: Event) -> Sequence[Event]:
    """The other dates of the event's training whatever their state, the latest first, drafts without one on top."""
    if event.series_id is None:
        return []
    others = select(Event).where(Event.series_id == event.series_id, Event.id != event.id)
    return db.scalars(_as_cards(others).order_by(Event.starts_at.desc().nulls_first(), Event.id.desc())).all()


def linkable(db: orm.Session, event: Event, limit: int = 300) -> Sequence[Event]:
    """The organisation's other events that are no date of the event's training yet: those with its title first,
    then the latest."""
    others = select(Event).where(Event.organisation_id == event.organisation_id, Event.id != event.id)
    if event.series_id is not None:
        others = others.where(Event.series_id.is_distinct_from(event.series_id))
    order = ((Event.title != event.title), Event.starts_at.desc().nulls_first(), Event.id.desc())
    return db.scalars(_as_cards(others).order_by(*order).limit(limit)).all()


def _same_training(event: Event) -> ColumnElement[bool]:
    return Event.id == event.id if event.series_id is None else Event.series_id == event.series_id


def _as_cards(wanted: Select[Event]) -> Select[Event]:
    """With all that a card shows; loading more, row by row, raises."""
    loading = (
        orm.selectinload(Event.days).raiseload("*"),
        orm.joinedload(Event.organisation),
        orm.joinedload(Event.venue),
        orm.raiseload("*"),
    )
    return wanted.options(*loading)
