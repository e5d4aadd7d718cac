"""Taking away a draft that nobody ever saw."""

from datetime import datetime

from sqlalchemy import delete, orm, update
from sqlalchemy.exc import IntegrityError

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.accounts.models import AuditLine, RoleGrant
from registration.accounts.permissions import Scope
from registration.trainings.errors import EventKept, WrongState
from registration.trainings.models import Event, Visibility
from registration.trainings.services.basics import facts
from registration.trainings.services.changes import lock
from registration.trainings.services.editions import leave_series

GONE = "deleted event"
"""What the audit trail calls the event from now on: databases may give its number to a new one."""


def delete_draft(db: orm.Session, event_id: int, *, actor: Actor, now: datetime) -> None:
    """Delete a draft that was never published, with its programme, speakers and the roles given for it.

    Its history stays in the audit trail. Raises NoSuchEvent, WrongState, EventKept when something was made of it.
    """
    event = lock(db, event_id)
    if event.visibility is not Visibility.DRAFT or event.published_at is not None:
        raise WrongState
    before, owner = {name: value for name, value in facts(event).items() if value}, event.organisation_id
    if event.series_id is not None:
        leave_series(db, event)
    _delete(db, event)
    db.execute(delete(RoleGrant).where(RoleGrant.scope_kind == Scope.EVENT, RoleGrant.scope_id == event_id))
    mine = AuditLine.thing_kind == "event", AuditLine.thing_id == event_id
    db.execute(update(AuditLine).where(*mine).values(thing_kind=GONE))
    audit.record(db, actor, "event.deleted", (GONE, event_id), now=now, before=before, organisation_id=owner)
    db.flush()


def _delete(db: orm.Session, event: Event) -> None:
    """The database knows best what hangs on an event, in rooms that this one has never heard of."""
    try:
        with db.begin_nested():
            db.delete(event)
            db.flush()
    except IntegrityError as refused:
        raise EventKept from refused
