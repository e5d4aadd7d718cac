"""The end of a registration: the participant resigns, or the organiser removes them."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.invites import services as invites
from registration.outbox import services as outbox
from registration.outbox.bulk import hold_many
from registration.signup import queries, seats
from registration.signup.models import Registration
from registration.signup.services.letters import REMOVED, WITHDRAWN, confirmation_key, end_key, letter
from registration.signup.services.manage import changeable
from registration.signup.states import RULES, RegistrationState

MAILS = {RegistrationState.WITHDRAWN: WITHDRAWN, RegistrationState.REMOVED: REMOVED}


def withdraw(db: orm.Session, registration_id: int, *, actor: Actor, now: datetime) -> None:
    """Resign: the seat is free, the calendar entries are taken back, one mail says so.

    Raises AlreadyWithdrawn, TooLateToWithdraw.
    """
    _end(db, registration_id, RegistrationState.WITHDRAWN, actor, now)


def remove(db: orm.Session, registration_id: int, *, actor: Actor, now: datetime) -> None:
    """The organiser takes the participant off the list: as `withdraw`, with a mail that says who did it."""
    _end(db, registration_id, RegistrationState.REMOVED, actor, now)


def _end(
    db: orm.Session, registration_id: int, state: RegistrationState, actor: Actor, now: datetime
) -> None:
    registration = changeable(db, registration_id, now)
    before = registration.state
    registration.state = state
    registration.withdrawn_at = registration.changed_at = now
    _forget_submissions(db, registration)
    db.flush()
    # The event's row comes before the mails' rows, as when an organiser edits: so nobody waits in a circle.
    if RULES[before].holds_seat:
        seats.give_back(db, registration.event_id)
    outbox.drop_unsent(db, confirmation_key(registration.id, registration.returns))
    to_cancel = invites.resign(db, registration.invitee, now)
    own = letter(registration, MAILS[state], end_key(registration), to_cancel[0].id if to_cancel else None)
    # Held for no time: a mail of the same end that was taken back unsent is due again.
    hold_many(db, [own, *invites.cancellations(to_cancel[1:])], now=now, minutes=0)
    record(
        db,
        actor,
        f"registration.{state.value}",
        ("registration", registration.id),
        now=now,
        before={"registration_state": before.value},
        after={"registration_state": state.value},
        organisation_id=registration.event.organisation_id,
    )


def _forget_submissions(db: orm.Session, registration: Registration) -> None:
    """Whoever sends the very same form after resigning signs up anew, instead of seeing the old confirmation."""
    for made in queries.sign_ups_of(db, registration.id):
        made.submission_key = f"over:{made.public_id}"
