"""An address that wants no more mailings of an organisation; its way back."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.once import added
from registration.mailings import queries
from registration.mailings.models import OptOut, OptOutVia, Recipient


def opt_out(db: orm.Session, recipient_id: int, via: OptOutVia, *, now: datetime) -> None:
    """No more mailings to the recipient's address from the mailing's organisation. The second time changes
    nothing. Mails that wait in the outbox are dropped when their turn comes."""
    recipient = db.get_one(Recipient, recipient_id)
    mailing = recipient.mailing
    if queries.find_opt_out(db, mailing.organisation_id, recipient.email_key) is not None:
        return
    made = OptOut(
        organisation_id=mailing.organisation_id,
        email_key=recipient.email_key,
        at=now,
        via=via,
        mailing_id=mailing.id,
    )
    if added(db, made):  # mail programs send the same request more than once
        _note(db, recipient, "mailing.opted_out", now)
        db.flush()


def opt_back_in(db: orm.Session, recipient_id: int, *, now: datetime) -> None:
    """Take an opt-out back; nothing changes where there is none."""
    recipient = db.get_one(Recipient, recipient_id)
    found = queries.find_opt_out(db, recipient.mailing.organisation_id, recipient.email_key)
    if found is None:
        return
    db.delete(found)
    _note(db, recipient, "mailing.opted_back_in", now)
    db.flush()


def _note(db: orm.Session, recipient: Recipient, action: str, now: datetime) -> None:
    record(
        db,
        Actor("recipient", recipient.id),
        action,
        ("mailing", recipient.mailing_id),
        now=now,
        organisation_id=recipient.mailing.organisation_id,
    )
