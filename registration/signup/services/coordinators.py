"""Who looks after an event's participants and sees their needs: named by the event's organiser."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts import queries as accounts
from registration.accounts import services as roles
from registration.accounts.audit import Actor, record
from registration.accounts.models import RoleName
from registration.accounts.permissions import Scope
from registration.signup.errors import NoSuchColleague, NoSuchCoordinator
from registration.trainings.models import Event


def name_coordinator(db: orm.Session, event_id: int, email: str, *, actor: Actor, now: datetime) -> None:
    """Give the role for this event to somebody with an account in use; the event's history tells it.

    Raises NoSuchColleague for an address without one, AlreadyGranted.
    """
    user = accounts.find_by_email(db, email)
    if user is None or not user.active:
        raise NoSuchColleague
    roles.grant(db, user.id, RoleName.COORDINATOR, (Scope.EVENT, event_id), actor, now=now)
    _note(db, event_id, "event.coordinator_named", actor, now, after={"coordinator": user.called})


def release_coordinator(
    db: orm.Session, event_id: int, grant_id: int, *, actor: Actor, now: datetime
) -> None:
    """Take the role for this event away. Raises NoSuchCoordinator for any other role."""
    held = accounts.find_grant(db, grant_id)
    place = (RoleName.COORDINATOR, Scope.EVENT.value, event_id)
    if held is None or (held.role, held.scope_kind, held.scope_id) != place:
        raise NoSuchCoordinator
    called = held.user.called
    roles.revoke(db, grant_id, actor, now=now)
    _note(db, event_id, "event.coordinator_released", actor, now, before={"coordinator": called})


def _note(
    db: orm.Session, event_id: int, action: str, actor: Actor, now: datetime, **sides: dict[str, str]
) -> None:
    event = db.get_one(Event, event_id)
    owner = event.organisation_id
    record(db, actor, action, ("event", event_id), now=now, organisation_id=owner, **sides)
