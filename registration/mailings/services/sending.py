"""Handing a mailing over to the outbox, all of it in one commit; test mails; noticing that all has left."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import orm, update

from registration.accounts.audit import PROGRAM, Actor
from registration.core.mail_address import key
from registration.core.tokens import new_public_id
from registration.mailings import queries
from registration.mailings.errors import CountChanged, NobodyToInvite, NotReady, SignUpNotOpen
from registration.mailings.models import Mailing, MailingState, Origin, Reason, Recipient, RecipientState
from registration.mailings.services.drafts import draft, locked, note
from registration.outbox import services as outbox
from registration.outbox.bulk import enqueue_bulk
from registration.outbox.email import Draft
from registration.outbox.models import Priority

INVITATION = "mailings.invitation"


def send(db: orm.Session, mailing_id: int, shown: int, actor: Actor, *, now: datetime) -> Mailing:
    """Put one mail for each recipient into the outbox. A second click changes nothing.

    `shown` is the number that stood on the button: when it is no longer true, nothing is sent. Raises
    NotReady, SignUpNotOpen, NobodyToInvite, CountChanged.
    """
    mailing = locked(db, mailing_id)
    if not mailing.is_draft:
        return mailing
    check_ready(mailing, now)
    _keep_reasons(db, mailing)
    recipients = db.scalars(queries.included_in(mailing)).all()
    if not recipients:
        raise NobodyToInvite
    if len(recipients) != shown:
        raise CountChanged(num=len(recipients))
    _enqueue(db, mailing, recipients, now)
    mailing.state, mailing.started_at, mailing.pasted = MailingState.SENDING, now, ""
    note(db, mailing, actor, "mailing.sent", now, after={"addresses": len(recipients)})
    db.flush()
    return mailing


def check_ready(mailing: Mailing, now: datetime) -> None:
    """Raise NotReady or SignUpNotOpen where the mail would be empty or lead nowhere."""
    if not mailing.has_content:
        raise NotReady
    if not mailing.event.takes_sign_ups(now):
        raise SignUpNotOpen


def _keep_reasons(db: orm.Session, mailing: Mailing) -> None:
    """Write down who is left out at this moment, and why: from now on the numbers stay."""
    key_of = Recipient.email_key.expression
    rules = (
        (Reason.OPTED_OUT, queries.has_opted_out(mailing.organisation_id, key_of)),
        (Reason.REGISTERED, queries.has_registration(mailing.event_id, key_of)),
    )
    mine = (Recipient.mailing_id == mailing.id, Recipient.state == RecipientState.INCLUDED)
    for reason, rule in rules:
        change = update(Recipient).where(*mine, rule).values(state=RecipientState.TAKEN_OUT, reason=reason)
        db.execute(change, execution_options={"synchronize_session": False})


def _enqueue(db: orm.Session, mailing: Mailing, recipients: Sequence[Recipient], now: datetime) -> None:
    keys = {one.id: f"mailing:{mailing.id}:{one.id}" for one in recipients}
    drafts = [draft_of(mailing, one, keys[one.id], Priority.BULK) for one in recipients]
    mails = enqueue_bulk(db, drafts, now=now)
    db.execute(
        update(Recipient), [{"id": one.id, "outgoing_email_id": mails[keys[one.id]]} for one in recipients]
    )


def draft_of(mailing: Mailing, recipient: Recipient, dedupe_key: str, priority: Priority) -> Draft:
    """The mail to one recipient, for the outbox."""
    return Draft(
        kind=INVITATION,
        recipient=recipient.email,
        recipient_name=recipient.name,
        language=mailing.language,
        dedupe_key=dedupe_key,
        context={"recipient": recipient.id},
        priority=priority,
        about=("event", mailing.event_id),
        organisation_id=mailing.organisation_id,
    )


def send_test(
    db: orm.Session, mailing_id: int, email: str, attempt: int, actor: Actor, *, now: datetime
) -> None:
    """Send the true mail to the organiser's own address, with links of its own, marked as a test.

    `attempt` is how many tests there were when the page was made: a second click sends nothing. Raises
    AlreadySent, NotReady, BadAddress.
    """
    mailing = draft(db, mailing_id)
    if not mailing.has_content:
        raise NotReady
    if attempt != mailing.tests:
        return
    mailing.tests += 1
    recipient = _own_copy(db, mailing, email)
    dedupe_key = f"mailing:{mailing.id}:test:{mailing.tests}"
    outbox.enqueue(db, draft_of(mailing, recipient, dedupe_key, Priority.PROMPT), now=now)
    note(db, mailing, actor, "mailing.tested", now)
    db.flush()


def _own_copy(db: orm.Session, mailing: Mailing, email: str) -> Recipient:
    known = queries.test_recipient(db, mailing, key(email))
    if known is not None:
        return known
    made = Recipient(
        mailing_id=mailing.id,
        public_id=new_public_id(),
        position=0,
        email=email,
        email_key=key(email),
        state=RecipientState.TEST,
        origin=Origin.PASTED,
    )
    db.add(made)
    db.flush()
    return made


def finish_sent(db: orm.Session, *, now: datetime) -> int:
    """Mark the mailings of which nothing waits in the outbox any more; how many there were."""
    finished = queries.drained(db)
    for mailing in finished:
        mailing.state, mailing.sent_at = MailingState.SENT, now
        note(db, mailing, PROGRAM, "mailing.finished", now)
    db.flush()
    return len(finished)
