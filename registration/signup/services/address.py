"""Correcting the address of a registration whose mails do not arrive: everything goes to the right one anew."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.mail_address import key, normalise
from registration.core.tokens import new_public_id
from registration.invites import services as invites
from registration.outbox.models import OutgoingEmail
from registration.outbox.replacing import take_back, write_instead
from registration.signup import queries
from registration.signup.errors import AddressTaken, SameAddress
from registration.signup.models import Registration
from registration.signup.services.letters import CONFIRMATION, letter
from registration.signup.services.manage import changeable


def correct_address(
    db: orm.Session, registration_id: int, email: str, *, actor: Actor, now: datetime
) -> OutgoingEmail:
    """Change the address of registration and calendar entries; gives the confirmation written to the new one.

    Mails to the old one that have not left are given up; the personal link that others may have got opens nothing any
    more. Raises BadAddress, SameAddress, AddressTaken, AlreadyWithdrawn, TooLateToWithdraw, MailIsOnItsWay.
    """
    registration = changeable(db, registration_id, now)
    address = normalise(email)
    if address == registration.email:
        raise SameAddress
    other = queries.active_registration(db, registration.event_id, key(address))
    if other is not None and other.id != registration.id:
        raise AddressTaken
    before = registration.email
    old = take_back(db, OutgoingEmail.invitee_id == registration.invitee_id)
    registration.email, registration.email_key, registration.changed_at = address, key(address), now
    registration.generation += 1
    db.flush()
    entries = invites.readdress(db, registration.invitee, address, now)
    own = letter(registration, CONFIRMATION, _dedupe_key(registration), entries[0].id if entries else None)
    fresh = write_instead(db, old, [own, *invites.first_messages(entries[1:])], now)
    _note(db, registration, before, actor, now)
    return fresh


def _dedupe_key(registration: Registration) -> str:
    """There may have been a confirmation to the old address that did leave."""
    return f"confirmation:{registration.id}:{new_public_id()}"


def _note(db: orm.Session, registration: Registration, before: str, actor: Actor, now: datetime) -> None:
    record(
        db,
        actor,
        "registration.address_corrected",
        ("registration", registration.id),
        now=now,
        before={"email": before},
        after={"email": registration.email},
        organisation_id=registration.event.organisation_id,
    )
