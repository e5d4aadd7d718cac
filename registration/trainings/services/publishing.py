"""Who may see an event: published, hidden again, cancelled, restored, archived."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.core.text import clean
from registration.trainings.errors import (
    NotOver,
    NotReady,
    PeopleSignedUp,
    ReasonMissing,
    TooLong,
    WrongState,
)
from registration.trainings.hooks import count_people_to_tell, count_people_waiting
from registration.trainings.models import Event, Visibility
from registration.trainings.readiness import missing
from registration.trainings.services.changes import lock, note
from registration.trainings.services.editions import announce, dates_of

REASON_LIMIT = 2000


def publish(db: orm.Session, event_id: int, *, actor: Actor, now: datetime) -> Event:
    """Show a draft to everybody; who waits for a next date of its training is told. Raises NotReady with what is
    missing, WrongState, NoSuchEvent."""
    event = _in_state(db, event_id, {Visibility.DRAFT})
    wanting = missing(event, now)
    if wanting:
        raise NotReady(wanting)
    event.published_at = now
    _turn(db, event, Visibility.PUBLISHED, "event.published", actor, now)
    announce(db, [event], [one for one in dates_of(db, event) if one is not event], now)
    return event


def unpublish(db: orm.Session, event_id: int, *, actor: Actor, now: datetime) -> Event:
    """Make a published event a draft again, while nobody has signed up. Raises PeopleSignedUp, WrongState."""
    event = _in_state(db, event_id, {Visibility.PUBLISHED})
    if event.seats_taken:
        raise PeopleSignedUp
    return _turn(db, event, Visibility.DRAFT, "event.unpublished", actor, now)


def cancel(db: orm.Session, event_id: int, reason: str, *, actor: Actor, now: datetime) -> Event:
    """Call a published event off; whoever reacts to a changed programme tells the participants.

    Raises ReasonMissing and TooLong at the field, WrongState for an event that is not published or is over.
    """
    event, told = _in_state(db, event_id, {Visibility.PUBLISHED}), clean(reason, multiline=True)
    if event.is_past(now):
        raise WrongState
    if not told:
        raise ReasonMissing
    if len(told) > REASON_LIMIT:
        raise TooLong(field="reason", limit=REASON_LIMIT)
    event.cancelled_at = now
    return _turn(db, event, Visibility.CANCELLED, "event.cancelled", actor, now, reason=told)


def restore(db: orm.Session, event_id: int, *, actor: Actor, now: datetime) -> Event:
    """Let a cancelled event take place after all, with all who hold a seat; whoever reacts to a changed programme
    tells the participants. Raises WrongState for an event that is not cancelled, or is over by now."""
    event = _in_state(db, event_id, {Visibility.CANCELLED})
    if event.is_past(now):
        raise WrongState
    event.cancelled_at = None
    return _turn(db, event, Visibility.PUBLISHED, "event.restored", actor, now, reason="")


def archive(db: orm.Session, event_id: int, *, actor: Actor, now: datetime) -> Event:
    """Make a past event a record, outside sign-up and calendars. Raises NotOver, WrongState."""
    event = _in_state(db, event_id, {Visibility.PUBLISHED, Visibility.CANCELLED})
    if not event.is_past(now):
        raise NotOver
    return _turn(db, event, Visibility.ARCHIVED, "event.archived", actor, now)


def people_to_tell(db: orm.Session, event: Event) -> int:
    """How many people a cancellation would reach."""
    return count_people_to_tell(db, event.id, at_least=event.seats_taken)


def people_waiting(db: orm.Session, event: Event) -> int:
    """How many people who wait for a next date would be told of this one by its publication."""
    return count_people_waiting(db, event.id)


def _in_state(db: orm.Session, event_id: int, expected: Collection[Visibility]) -> Event:
    event = lock(db, event_id)
    if event.visibility not in expected:
        raise WrongState
    return event


def _turn(
    db: orm.Session,
    event: Event,
    to: Visibility,
    action: str,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
) -> Event:
    """Change who sees the event; `reason` why it is cancelled, None to leave that as it is."""
    before = _facts(event)
    event.visibility = to
    event.cancellation_reason = event.cancellation_reason if reason is None else reason
    note(db, event, actor, action, (before, _facts(event)), now)
    return event


def _facts(event: Event) -> dict[str, str]:
    return {"visibility": event.visibility.value, "cancellation_reason": event.cancellation_reason}
