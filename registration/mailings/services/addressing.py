"""Correcting the address of one recipient whose invitation did not arrive."""

from datetime import datetime

from sqlalchemy import orm, select

from registration.accounts.audit import Actor
from registration.core.mail_address import key, normalise
from registration.core.tokens import new_public_id
from registration.mailings import queries
from registration.mailings.errors import AlreadyInvited, NotWanted
from registration.mailings.models import Recipient, RecipientState
from registration.mailings.services.drafts import locked, note
from registration.mailings.services.sending import draft_of
from registration.outbox.models import OutgoingEmail, Priority
from registration.outbox.replacing import take_back, write_instead


def correct_recipient(
    db: orm.Session, recipient_id: int, email: str, *, actor: Actor, now: datetime
) -> OutgoingEmail:
    """Change the address; gives the invitation written to the new one. The link that others may have got is revoked.

    Raises BadAddress, AlreadyInvited, NotWanted, MailIsOnItsWay.
    """
    recipient = db.get_one(Recipient, recipient_id)
    mailing = locked(db, recipient.mailing_id)
    address = normalise(email)
    same = Recipient.mailing_id == mailing.id, Recipient.email_key == key(address)
    if db.scalar(select(Recipient.id).where(*same, Recipient.state == RecipientState.INCLUDED)):
        raise AlreadyInvited
    old = take_back(db, OutgoingEmail.id == recipient.outgoing_email_id)
    recipient.email, recipient.email_key = address, key(address)
    recipient.generation += 1
    db.flush()
    if queries.reason_to_drop(db, recipient) is not None:
        raise NotWanted
    dedupe_key = f"mailing:{mailing.id}:{recipient.id}:{new_public_id()}"
    fresh = write_instead(db, old, [draft_of(mailing, recipient, dedupe_key, Priority.ORDINARY)], now)
    recipient.outgoing_email_id = fresh.id
    note(db, mailing, actor, "mailing.address_corrected", now)
    db.flush()
    return fresh
