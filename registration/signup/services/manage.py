"""Correcting what a registration holds: by personal link, or by who looks after the participants."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, changes, record
from registration.signup.errors import AlreadyWithdrawn, TooLateToWithdraw
from registration.signup.models import Registration
from registration.signup.states import RULES


@dataclass(frozen=True)
class ChangeAnswers:
    """The answers that may be corrected. The e-mail address is what the registration hangs on: it stays.

    `needs` None: they were not shown to who corrects the rest, and stay.
    """

    first_name: str
    last_name: str
    institution: str
    post: str
    phone: str
    question: str
    needs: str | None = None


PRIVATE = ("needs", "question", "phone")
"""Answers whose text the audit trail does not repeat."""


def change_answers(
    db: orm.Session, registration_id: int, command: ChangeAnswers, *, actor: Actor, now: datetime
) -> None:
    """Correct the answers. Raises AlreadyWithdrawn, TooLateToWithdraw."""
    registration = changeable(db, registration_id, now)
    wanted = {name: value for name, value in asdict(command).items() if value is not None}
    before, after = changes({name: getattr(registration, name) for name in wanted}, wanted)
    if not after:
        return
    for name, value in wanted.items():
        setattr(registration, name, value)
    registration.changed_at = now
    registration.invitee.name = registration.full_name
    record(
        db,
        actor,
        "registration.changed",
        ("registration", registration.id),
        now=now,
        before=_without_private(before),
        after=_without_private(after),
        organisation_id=registration.event.organisation_id,
    )


def changeable(db: orm.Session, registration_id: int, now: datetime) -> Registration:
    """The registration, held against a second click until the commit."""
    registration = db.get_one(Registration, registration_id, with_for_update=True, populate_existing=True)
    if not RULES[registration.state].next:
        raise AlreadyWithdrawn
    if registration.event.is_past(now):
        raise TooLateToWithdraw
    return registration


def _without_private(values: dict[str, str]) -> dict[str, str]:
    return {name: "…" if name in PRIVATE else value for name, value in values.items()}
