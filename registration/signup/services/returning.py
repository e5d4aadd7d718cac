"""Undoing an end while the seat is free: the same registration, link and reference."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.site import Site
from registration.invites import services as invites
from registration.outbox import services as outbox
from registration.outbox.bulk import hold_many
from registration.signup import queries, seats
from registration.signup.errors import NotUndoable, RegisteredAnew
from registration.signup.models import Registration
from registration.signup.services.letters import RESTORED, confirmation_key, end_key, letter
from registration.signup.states import RULES, RegistrationState
from registration.trainings.models import Visibility


def may_return(registration: Registration, actor_kind: str, now: datetime) -> bool:
    """Whether this kind of actor may undo the end; a free seat is a question of its own.

    Until the event begins, even when its sign-up has closed: the person had signed up in time.
    """
    event = registration.event
    on = event.visibility is Visibility.PUBLISHED and event.starts_at is not None and now < event.starts_at
    return on and actor_kind in RULES[registration.state].undone_by


def undo_end(db: orm.Session, registration_id: int, *, actor: Actor, site: Site, now: datetime) -> None:
    """Confirm the registration again; doing it twice changes nothing.

    A mail says so, unless nobody has yet read that it was over. Raises NotUndoable, RegisteredAnew, EventFull.
    """
    registration = db.get_one(Registration, registration_id, with_for_update=True, populate_existing=True)
    if registration.state is RegistrationState.CONFIRMED:
        return
    queries.hold_event(db, registration.event_id)
    if not may_return(registration, actor.kind, now):
        raise NotUndoable
    if queries.active_registration(db, registration.event_id, registration.email_key) is not None:
        raise RegisteredAnew
    before, told_by = registration.state, end_key(registration)
    seats.take(db, registration.event_id)
    registration.state, registration.withdrawn_at = RegistrationState.CONFIRMED, None
    registration.changed_at = now
    registration.returns += 1
    db.flush()
    fresh = invites.come_back(db, registration.invitee, site, now)
    ending_unread = outbox.drop_unsent(db, told_by)
    if fresh or not ending_unread:
        again = confirmation_key(registration.id, registration.returns)
        own = letter(registration, RESTORED, again, fresh[0].id if fresh else None)
        hold_many(db, [own, *invites.first_messages(fresh[1:])], now=now, minutes=0)
    record(
        db,
        actor,
        "registration.restored",
        ("registration", registration.id),
        now=now,
        before={"registration_state": before.value},
        after={"registration_state": registration.state.value},
        organisation_id=registration.event.organisation_id,
    )
