"""What a participant does by personal link."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, changes, record
from registration.invites import services as invites
from registration.outbox import services as outbox
from registration.outbox.email import Draft
from registration.outbox.models import Priority
from registration.signup import queries, seats
from registration.signup.errors import AlreadyWithdrawn, TooLateToWithdraw
from registration.signup.models import Registration
from registration.signup.states import RULES, RegistrationState

WITHDRAWN = "signup.withdrawn"


@dataclass(frozen=True)
class ChangeAnswers:
    """The answers that a participant may correct. The e-mail address is what the registration hangs on: it stays."""

    first_name: str
    last_name: str
    institution: str
    post: str
    phone: str
    question: str
    needs: str


PRIVATE = ("needs", "question", "phone")
"""Answers whose text the audit trail does not repeat."""


def change_answers(db: orm.Session, registration_id: int, command: ChangeAnswers, *, now: datetime) -> None:
    """Correct the answers. Raises AlreadyWithdrawn, TooLateToWithdraw."""
    registration = changeable(db, registration_id, now)
    wanted = asdict(command)
    before, after = changes({name: getattr(registration, name) for name in wanted}, wanted)
    if not after:
        return
    for name, value in wanted.items():
        setattr(registration, name, value)
    registration.changed_at = now
    registration.invitee.name = registration.full_name
    record(
        db,
        Actor("participant", registration.id),
        "registration.changed",
        ("registration", registration.id),
        now=now,
        before=_without_private(before),
        after=_without_private(after),
        organisation_id=registration.event.organisation_id,
    )


def withdraw(db: orm.Session, registration_id: int, *, actor: Actor, now: datetime) -> None:
    """Resign: the seat is free, the calendar entries are taken back, one mail says so.

    Raises AlreadyWithdrawn, TooLateToWithdraw.
    """
    registration = changeable(db, registration_id, now)
    before = registration.state
    registration.state = RegistrationState.WITHDRAWN
    registration.withdrawn_at = registration.changed_at = now
    _forget_submissions(db, registration)
    db.flush()
    # The event's row comes before the mails' rows, as when an organiser edits: so nobody waits in a circle.
    if RULES[before].holds_seat:
        seats.give_back(db, registration.event_id)
    outbox.drop_unsent(db, f"confirmation:{registration.id}")
    to_cancel = invites.resign(db, registration.invitee, now)
    own = _mail(registration, to_cancel[0].id if to_cancel else None)
    outbox.enqueue_many(db, [own, *invites.cancellations(to_cancel[1:])], now=now)
    record(
        db,
        actor,
        "registration.withdrawn",
        ("registration", registration.id),
        now=now,
        before={"state": before.value},
        after={"state": registration.state.value},
        organisation_id=registration.event.organisation_id,
    )


def _forget_submissions(db: orm.Session, registration: Registration) -> None:
    """Whoever sends the very same form after resigning signs up anew, instead of seeing the old confirmation."""
    for made in queries.sign_ups_of(db, registration.id):
        made.submission_key = f"over:{made.public_id}"


def changeable(db: orm.Session, registration_id: int, now: datetime) -> Registration:
    """The registration, held against a second click until the commit."""
    registration = db.get_one(Registration, registration_id, with_for_update=True, populate_existing=True)
    if not RULES[registration.state].next:
        raise AlreadyWithdrawn
    if registration.event.is_past(now):
        raise TooLateToWithdraw
    return registration


def _mail(registration: Registration, invite_id: int | None) -> Draft:
    return Draft(
        kind=WITHDRAWN,
        recipient=registration.email,
        recipient_name=registration.full_name,
        language=registration.language,
        dedupe_key=f"withdrawn:{registration.id}",
        context={"registration": registration.id, "invite": invite_id},
        priority=Priority.PROMPT,
        about=("event", registration.event_id),
        organisation_id=registration.event.organisation_id,
    )


def _without_private(values: dict[str, str]) -> dict[str, str]:
    return {name: "…" if name in PRIVATE else value for name, value in values.items()}
