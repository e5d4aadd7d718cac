"""Correcting the address of a mail that waits or has failed, in the room that the address belongs to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.core.errors import Conflict
from registration.core.language import N_
from registration.invites.models import CalendarInvite
from registration.mailings.models import Recipient
from registration.mailings.services import INVITATION, correct_recipient
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.services import MailIsOnItsWay, NothingToSend
from registration.signup import queries as signup
from registration.signup.models import Registration
from registration.signup.services import correct_address


class AddressElsewhere(Conflict):
    """A speaker's, an organiser's or an office's address."""

    sentence = N_("This address is not a participant's or a recipient's: it is changed where it was given.")


class Whose(StrEnum):
    """Whom an address belongs to."""

    PARTICIPANT = "participant"
    RECIPIENT = "recipient"


@dataclass(frozen=True)
class Owner:
    """The row that has the address."""

    whose: Whose
    id: int
    name: str


def owner_of(db: orm.Session, mail: OutgoingEmail) -> Owner:
    """Whose address it is. Raises MailIsOnItsWay, NothingToSend, AddressElsewhere."""
    if mail.state not in (MailState.WAITING, MailState.FAILED):
        raise MailIsOnItsWay
    if not mail.recipient:
        raise NothingToSend
    registration = _registration(db, mail)
    if registration is not None:
        return Owner(Whose.PARTICIPANT, registration.id, registration.full_name)
    if mail.kind == INVITATION:
        recipient = db.get_one(Recipient, mail.context["recipient"])
        return Owner(Whose.RECIPIENT, recipient.id, recipient.name)
    raise AddressElsewhere


def _registration(db: orm.Session, mail: OutgoingEmail) -> Registration | None:
    if "registration" in mail.context:
        return db.get(Registration, mail.context["registration"])
    if "registrations" in mail.context:
        return db.get(Registration, mail.context["registrations"][-1])
    invite = db.get(CalendarInvite, mail.context["invite"]) if mail.context.get("invite") else None
    return signup.of_invitee(db, invite.invitee_id) if invite is not None else None


def correct(db: orm.Session, actor: Actor, mail_id: int, email: str, *, now: datetime) -> OutgoingEmail:
    """Correct the address where it belongs; gives the mail that was written to it. Raises what the rooms raise."""
    mail = db.get_one(OutgoingEmail, mail_id, with_for_update=True, populate_existing=True)
    owner = owner_of(db, mail)
    if owner.whose is Whose.PARTICIPANT:
        return correct_address(db, owner.id, email, actor=actor, now=now)
    return correct_recipient(db, owner.id, email, actor=actor, now=now)
