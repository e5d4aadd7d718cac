"""One person's sign-up: seat, registration, consents, calendar entries, mails and audit line in one transaction."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.driver import QuickInsert
from registration.core.mail_address import key
from registration.core.tokens import new_public_id, new_reference
from registration.invites import services as invites
from registration.invites.models import Invitee
from registration.outbox import services as outbox
from registration.signup import queries, seats, seen
from registration.signup.errors import EventChanged, EventFull, SignUpClosed
from registration.signup.models import ClauseKind, Consent, Registration, SignUp
from registration.signup.queries import Joining
from registration.signup.services.choosing import chosen
from registration.signup.services.letters import CONFIRMATION, REPEATED, confirmation_key, letter
from registration.signup.states import RegistrationState
from registration.trainings.models import Event

_CONSENTS, _SIGN_UPS = QuickInsert(Consent), QuickInsert(SignUp)


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

    def sent_to(self, event_id: int) -> str:
        """64 characters that name this form with these answers, for the event.

        The answers count: after "back" the next person at the same computer sends the same form.
        """
        answers = (self.first_name, self.last_name, self.institution, self.post, self.phone)
        said = (self.submission_key, event_id, self.email, *answers, self.question, self.needs)
        ticked = sorted(self.consents_given), sorted(self.sessions_chosen)
        return sha256(repr((*said, *ticked)).encode()).hexdigest()


ANSWERS = (
    "first_name",
    "last_name",
    "email",
    "institution",
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
    known = queries.sign_up_by_submission(db, command.sent_to(event_id))
    if known is not None:
        return Receipt(*known)
    joining = queries.event_to_join(db, event_id, key(command.email))
    if joining is None or not joining.event.takes_sign_ups(now):
        raise SignUpClosed
    event = joining.event
    if event.is_full:
        raise EventFull
    if not seen.still_holds(command.noted, event):
        raise EventChanged
    chosen(event, command.sessions_chosen)  # refused before the address is looked at, or the page would tell
    if queries.is_registered(db, event_id, key(command.email)):
        return _repeated(db, event, command, now)
    registration = _register(db, joining, command, now)
    made = _submission(db, event, command, registration, now)
    seats.take(db, event_id)
    return made


def _repeated(db: orm.Session, event: Event, command: SignUpCommand, now: datetime) -> Receipt:
    registered = queries.active_registration(db, event.id, key(command.email))
    assert registered is not None
    receipt = _submission(db, event, command, None, now)
    outbox.enqueue_new(db, [letter(registered, REPEATED, f"repeated:{receipt.public_id}")], now=now)
    return receipt


def _register(db: orm.Session, joining: Joining, command: SignUpCommand, now: datetime) -> Registration:
    """The registration and all that follows from it but the seat: consents, calendar entries, mails, audit line."""
    event = joining.event
    registration = _written(event, command, now)
    db.add(registration)
    db.flush()
    _keep_consents(db, event, registration, command, now)
    entries = invites.invite(db, registration.invitee, now, alone=not joining.is_host)
    first = entries[0].id if entries else None
    confirmation = letter(registration, CONFIRMATION, confirmation_key(registration), first)
    outbox.enqueue_new(db, [confirmation, *invites.first_messages(entries[1:])], now=now)
    record(
        db,
        Actor("participant", registration.id),
        "registration.confirmed",
        ("registration", registration.id),
        now=now,
        after={"registration_state": registration.state.value},
        organisation_id=event.organisation_id,
    )
    return registration


def _written(event: Event, command: SignUpCommand, now: datetime) -> Registration:
    """The row as the form says, with the person whom the calendar entries go to."""
    answers = {part: getattr(command, part) for part in ANSWERS}
    name = f"{command.first_name} {command.last_name}".strip()
    invitee = Invitee(event=event, email=command.email, name=name, language=command.language)
    invitee.invites, invitee.sessions = [], chosen(event, command.sessions_chosen)
    return Registration(
        public_id=new_public_id(),
        reference=new_reference(),
        event=event,
        invitee=invitee,
        state=RegistrationState.CONFIRMED,
        email_key=key(command.email),
        created_at=now,
        changed_at=now,
        **answers,
    )


def _keep_consents(
    db: orm.Session, event: Event, registration: Registration, command: SignUpCommand, now: datetime
) -> None:
    """What was shown and answered. Ids that were not on this event's form are ignored."""
    said = {"registration_id": registration.id, "answered_at": now}
    shown = queries.clauses_of(db, event.organisation_id, command.clauses_shown)
    given = command.consents_given
    _CONSENTS.add(
        db,
        [
            {**said, "clause_id": id, "given": kind is ClauseKind.INFORMATION or id in given}
            for id, kind in shown
        ],
    )


def _submission(
    db: orm.Session, event: Event, command: SignUpCommand, registration: Registration | None, now: datetime
) -> Receipt:
    """A repeated address has a reference of its own; the registration's is the one that its mails show."""
    receipt = Receipt(new_public_id(), 1)
    made = {
        **asdict(receipt),
        "reference": registration.reference if registration else new_reference(),
        "submission_key": command.sent_to(event.id),
        "event_id": event.id,
        "registration_id": registration.id if registration else None,
        "language": command.language,
        "created_at": now,
    }
    _SIGN_UPS.add(db, [made])
    return receipt
