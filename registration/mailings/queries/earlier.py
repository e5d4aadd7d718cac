"""Participants of the organisation's earlier events who agreed to news."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, distinct, func, orm, select

from registration.core.names import full_name
from registration.signup.models import Clause, ClauseKind, Consent, Registration
from registration.signup.states import RegistrationState
from registration.trainings.models import Event, Visibility

MOST_EVENTS = 50
"""How many earlier events are offered, the latest first."""


@dataclass(frozen=True)
class EarlierEvent:
    """An event that is over: how many people took part, and how many of them may be written to."""

    id: int
    title: str
    starts_at: datetime | None
    zone: str
    participants: int
    agreed: int

    @property
    def left_out(self) -> int:
        """Who did not agree to news, or took the consent back."""
        return self.participants - self.agreed


@dataclass(frozen=True)
class Agreed:
    """A past participant who agreed to news."""

    email: str
    email_key: str
    name: str
    event_id: int


def earlier_events(db: orm.Session, event: Event, now: datetime) -> Sequence[EarlierEvent]:
    """The organisation's events that are over and had participants."""
    agreed = case((_agreed(event.organisation_id), Registration.email_key))
    wanted = (
        select(
            Event.id,
            Event.title,
            Event.starts_at,
            Event.zone,
            func.count(distinct(Registration.email_key)),
            func.count(distinct(agreed)),
        )
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.state == RegistrationState.CONFIRMED, *_earlier(event, now))
        .group_by(Event.id, Event.title, Event.starts_at, Event.zone)
        .order_by(Event.starts_at.desc(), Event.id)
        .limit(MOST_EVENTS)
    )
    return [EarlierEvent(*row) for row in db.execute(wanted)]


def agreed_participants(
    db: orm.Session, event: Event, event_ids: Iterable[int], now: datetime
) -> Sequence[Agreed]:
    """Who took part in the chosen events and agreed to news, those of the latest event first."""
    wanted = (
        select(
            Registration.email,
            Registration.email_key,
            Registration.first_name,
            Registration.last_name,
            Registration.event_id,
        )
        .join(Event, Event.id == Registration.event_id)
        .where(
            Registration.state == RegistrationState.CONFIRMED,
            Registration.event_id.in_(list(event_ids)),
            _agreed(event.organisation_id),
            *_earlier(event, now),
        )
        .order_by(Event.starts_at.desc(), Registration.id)
    )
    rows = db.execute(wanted)
    return [Agreed(email, key, full_name(first, last), past) for email, key, first, last, past in rows]


def _earlier(event: Event, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Event.organisation_id == event.organisation_id,
        Event.id != event.id,
        Event.ends_at <= now,
        Event.visibility.in_((Visibility.PUBLISHED, Visibility.ARCHIVED)),
    )


def _agreed(organisation_id: int) -> ColumnElement[bool]:
    """Whether the participant of this row agreed to the organisation's news and did not take it back."""
    return (
        select(Consent.id)
        .join(Clause, Clause.id == Consent.clause_id)
        .where(
            Consent.registration_id == Registration.id,
            Consent.given,
            Consent.withdrawn_at.is_(None),
            Clause.organisation_id == organisation_id,
            Clause.kind == ClauseKind.NEWS,
        )
        .exists()
    )
