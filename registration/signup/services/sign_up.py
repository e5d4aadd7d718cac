"""One person's sign-up: seat, registration, consents, calendar entries, mails and audit line in one transaction."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.driver import QuickInsert
from registration.core.mail_address import key
from registration.core.tokens import new_public_id, new_reference
from registration.invites import services as invites
from registration.invites.services import Guest, Newcomer
from registration.outbox import services as outbox
from registration.signup import queries, seats, seen
from registration.signup.errors import EventChanged, EventFull, SignUpClosed
from registration.signup.models import ClauseKind, Consent, Registration, SignUp
from registration.signup.offer import Offer
from registration.signup.queries import offers
from registration.signup.services.choosing import chosen
from registration.signup.services.institution import name_as_of_today
from registration.signup.services.letters import CONFIRMATION, REPEATED, confirmation_key, letter, letter_to
from registration.signup.states import RegistrationState

_REGISTRATIONS, _CONSENTS, _SIGN_UPS = (QuickInsert(one) for one in (Registration, Consent, SignUp))


@dataclass(frozen=True)
class SignUpCommand:
    """What the form says. `clauses_shown` and `consents_given` are ids of Clause, `sessions_chosen` of
    EventSession."""

    submission_key: str
    first_name: str
    last_name: str
    email: str
    institution: str
    post: str
    phone: str
    question: str
    needs: str
    language: str
    clauses_shown: frozenset[int]
    consents_given: frozenset[int]
    noted: Mapping[str, str] = field(default_factory=dict)
    """What the person had read of the event (registration.signup.seen); a part without a note is not compared."""
    sessions_chosen: frozenset[int] = frozenset()
    organisation_id: int | None = None
    """The institution that was chosen from the common list; None: `institution` is free text."""

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def sent_to(self, event_id: int) -> str:
        """64 characters that name this form with these answers, for the event.

        The answers count: after "back" the next person at the same computer sends the same form.
        """
        institution = self.organisation_id or self.institution
        answers = (self.first_name, self.last_name, institution, self.post, self.phone)
        said = (self.submission_key, event_id, self.email, *answers, self.question, self.needs)
        ticked = sorted(self.consents_given), sorted(self.sessions_chosen)
        return sha256(repr((*said, *ticked)).encode()).hexdigest()


ANSWERS = (
    "first_name",
    "last_name",
    "email",
    "institution",
    "organisation_id",
    "post",
    "phone",
    "question",
    "needs",
    "language",
)
"""What a registration takes from the form as it is."""


@dataclass(frozen=True)
class Receipt:
    """What the confirmation page's address is made of."""

    public_id: str
    generation: int


def sign_up(db: orm.Session, event_id: int, command: SignUpCommand, *, now: datetime) -> Receipt:
    """Register one person, or find what the same form with the same answers made before.

    An address that is registered already gives a SignUp without a registration: nobody learns from the page
    who is registered; the mail to that address says so. Raises SignUpClosed, EventFull (for a repeated
    address too, or the page would tell), NothingChosen, EventChanged when the event is not what the person has read.
    """
    found = offers.standing(db, event_id, key(command.email), command.sent_to(event_id))
    if found is None:
        raise SignUpClosed
    if found.public_id is not None and found.generation is not None:
        return Receipt(found.public_id, found.generation)
    offer = offers.offer_within(db, event_id, found.version)
    if not offer.takes_sign_ups(now):
        raise SignUpClosed
    if not found.seat_left:
        raise EventFull
    if not seen.still_holds(command.noted, offer.marks):
        raise EventChanged
    # Refused before the address is looked at, or the page would tell.
    sessions = [one.id for one in chosen(offer, command.sessions_chosen)]
    command = _named(db, command)
    if found.is_registered:
        return _repeated(db, event_id, command, now)
    who = Newcomer(command.email, command.full_name, command.language, sessions, found.is_host)
    made = _register(db, offer, who, command, now)
    seats.take(db, event_id)
    return made


def _named(db: orm.Session, command: SignUpCommand) -> SignUpCommand:
    """With the name of the chosen institution as of today; free text costs no statement."""
    if command.organisation_id is None:
        return command
    return replace(command, institution=name_as_of_today(db, command.organisation_id))


def _repeated(db: orm.Session, event_id: int, command: SignUpCommand, now: datetime) -> Receipt:
    registered = queries.active_registration(db, event_id, key(command.email))
    assert registered is not None
    receipt = _submission(db, event_id, command, new_reference(), None, now)
    outbox.enqueue_new(db, [letter(registered, REPEATED, f"repeated:{receipt.public_id}")], now=now)
    return receipt


def _register(db: orm.Session, offer: Offer, who: Newcomer, command: SignUpCommand, now: datetime) -> Receipt:
    """The registration and all that follows from it but the seat: consents, calendar entries, mails, audit line."""
    guest = invites.add_guest(db, offer.event_id, offer.organisation_id, who)
    reference = new_reference()
    number = _REGISTRATIONS.add_one(db, _registration(guest, command, reference, now))
    _keep_consents(db, offer, number, command, now)
    entries = invites.invite(db, guest, offer, who, now)
    first = entries[0] if entries else None
    confirmation = letter_to(guest, number, CONFIRMATION, confirmation_key(number), first)
    outbox.enqueue_new(db, [confirmation, *invites.first_mails(guest, entries[1:])], now=now)
    record(
        db,
        Actor("participant", number),
        "registration.confirmed",
        ("registration", number),
        now=now,
        after={"registration_state": RegistrationState.CONFIRMED.value},
        organisation_id=offer.organisation_id,
    )
    return _submission(db, offer.event_id, command, reference, number, now)


def _registration(guest: Guest, command: SignUpCommand, reference: str, now: datetime) -> dict[str, Any]:
    """The row as the form says."""
    return {
        "public_id": new_public_id(),
        "reference": reference,
        "event_id": guest.event_id,
        "invitee_id": guest.invitee_id,
        "state": RegistrationState.CONFIRMED,
        "email_key": key(command.email),
        "created_at": now,
        "changed_at": now,
        **{part: getattr(command, part) for part in ANSWERS},
    }


def _keep_consents(
    db: orm.Session, offer: Offer, registration_id: int, command: SignUpCommand, now: datetime
) -> None:
    """What was shown and answered. Ids that were not on this event's form are ignored."""
    said = {"registration_id": registration_id, "answered_at": now}
    shown, given = command.clauses_shown, command.consents_given
    rows = [
        {**said, "clause_id": id, "given": kind is ClauseKind.INFORMATION or id in given}
        for id, kind in offer.clauses.items()
        if id in shown
    ]
    _CONSENTS.add(db, rows)


def _submission(
    db: orm.Session,
    event_id: int,
    command: SignUpCommand,
    reference: str,
    registration_id: int | None,
    now: datetime,
) -> Receipt:
    """A repeated address has a reference of its own; the registration's is the one that its mails show."""
    receipt = Receipt(new_public_id(), 1)
    made = {
        **asdict(receipt),
        "reference": reference,
        "submission_key": command.sent_to(event_id),
        "event_id": event_id,
        "registration_id": registration_id,
        "language": command.language,
        "created_at": now,
    }
    _SIGN_UPS.add(db, [made])
    return receipt
