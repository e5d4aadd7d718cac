"""Correcting what a registration holds: by personal link, or by who looks after the participants."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor, changes, record
from registration.signup.errors import AlreadyWithdrawn, TooLateToWithdraw
from registration.signup.models import Registration
from registration.signup.services.institution import label_of, name_as_of_today
from registration.signup.states import RULES


@dataclass(frozen=True)
class ChangeAnswers:
    """The answers that may be corrected. The e-mail address is what the registration hangs on: it stays.

    `needs` None: they were not shown to who corrects the rest, and stay. `organisation_id` is the institution that
    was chosen from the common list; None: `institution` is free text.
    """

    first_name: str
    last_name: str
    institution: str
    post: str
    phone: str
    question: str
    needs: str | None = None
    organisation_id: int | None = None


PRIVATE = ("needs", "question", "phone")
"""Answers whose text the audit trail does not repeat."""


def change_answers(
    db: orm.Session, registration_id: int, command: ChangeAnswers, *, actor: Actor, now: datetime
) -> None:
    """Correct the answers. Raises AlreadyWithdrawn, TooLateToWithdraw, NoSuchInstitution, InstitutionEnded."""
    registration = changeable(db, registration_id, now)
    wanted = {name: value for name, value in asdict(command).items() if value is not None}
    wanted |= _institution(db, registration, command)
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
        before=_told(db, before),
        after=_told(db, after),
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


def _institution(db: orm.Session, registration: Registration, command: ChangeAnswers) -> dict[str, object]:
    """Text and link. One that stays keeps the name of its day, and may have ended since."""
    chosen = command.organisation_id
    if chosen is None:
        return {"institution": command.institution, "organisation_id": None}
    same = chosen == registration.organisation_id
    name = registration.institution if same else name_as_of_today(db, chosen)
    return {"institution": name, "organisation_id": chosen}


def _told(db: orm.Session, values: dict[str, Any]) -> dict[str, Any]:
    """What the history repeats: an institution by its description, of private answers only that they changed."""
    told = {name: "…" if name in PRIVATE else value for name, value in values.items()}
    if "organisation_id" in told:
        linked = told.pop("organisation_id")
        told["linked_institution"] = label_of(db, int(linked)) if linked else ""
    return told
