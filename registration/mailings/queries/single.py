"""One mailing, one recipient, one opt-out."""

from sqlalchemy import Exists, Select, orm, select

from registration.core.site import Site
from registration.core.tokens import Purpose, opened
from registration.mailings.models import Mailing, MailingState, OptOut, Reason, Recipient, RecipientState
from registration.mailings.queries.rules import has_opted_out, has_registration


def find_mailing(db: orm.Session, mailing_id: int) -> Mailing | None:
    """The mailing, with its event and organisation."""
    return db.get(Mailing, mailing_id)


def untouched_draft(db: orm.Session, event_id: int, user_id: int | None) -> Mailing | None:
    """The user's draft for the event in which nothing was written yet: a second click on "new" opens it."""
    nothing = (Mailing.subject == "", Mailing.pasted == "", ~_has_recipients())
    wanted = select(Mailing).where(
        Mailing.event_id == event_id,
        Mailing.created_by == user_id,
        Mailing.state == MailingState.DRAFT,
        *nothing,
    )
    return db.scalars(wanted.order_by(Mailing.id.desc()).limit(1)).first()


def _has_recipients() -> Exists:
    return select(Recipient.id).where(Recipient.mailing_id == Mailing.id).exists()


def by_token(db: orm.Session, site: Site, purpose: Purpose, token: str) -> Recipient | None:
    """The recipient whose link this is."""

    def named(public_id: str) -> Recipient | None:
        return db.scalar(select(Recipient).where(Recipient.public_id == public_id))

    return opened(site.key, token, purpose, named)


def included_in(mailing: Mailing) -> Select[Recipient]:
    """The recipients of the mailing who were not taken out, in the order given."""
    mine = (Recipient.mailing_id == mailing.id, Recipient.state == RecipientState.INCLUDED)
    bare = orm.raiseload(Recipient.mailing), orm.raiseload(Recipient.outgoing_email)
    return select(Recipient).where(*mine).order_by(Recipient.position).options(*bare)


def included(db: orm.Session, mailing: Mailing, public_id: str) -> Recipient | None:
    """A recipient of the mailing by public id, unless taken out."""
    wanted = select(Recipient).where(Recipient.mailing_id == mailing.id, Recipient.public_id == public_id)
    return db.scalar(wanted.where(Recipient.state == RecipientState.INCLUDED))


def test_recipient(db: orm.Session, mailing: Mailing, email_key: str) -> Recipient | None:
    """The row behind the test mails to this address."""
    wanted = select(Recipient).where(Recipient.mailing_id == mailing.id, Recipient.email_key == email_key)
    return db.scalar(wanted.where(Recipient.state == RecipientState.TEST))


def find_opt_out(db: orm.Session, organisation_id: int, email_key: str) -> OptOut | None:
    """The address's opt-out from the organisation's mailings."""
    return db.scalar(
        select(OptOut).where(OptOut.organisation_id == organisation_id, OptOut.email_key == email_key)
    )


def reason_to_drop(db: orm.Session, recipient: Recipient) -> Reason | None:
    """Why a mail that waits in the outbox is not to be sent any more: signed up or opted out since."""
    mailing = recipient.mailing
    refuses = has_opted_out(mailing.organisation_id, Recipient.email_key.expression)
    registered = has_registration(mailing.event_id, Recipient.email_key.expression)
    found = db.execute(select(refuses, registered).where(Recipient.id == recipient.id)).one()
    return Reason.OPTED_OUT if found[0] else Reason.REGISTERED if found[1] else None
