"""Putting mails into the outbox, in the caller's transaction; taking them back; sending them again."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, orm, select, update

from registration.core.driver import QuickInsert
from registration.core.errors import Conflict, NotFound
from registration.core.language import N_
from registration.core.tokens import new_public_id
from registration.outbox.email import Draft
from registration.outbox.models import DUE, MailState, OutgoingEmail

_ROWS = QuickInsert(OutgoingEmail)
LONGEST_HOLD = 4
"""How many times the holding time a mail may be held while edits keep coming."""


class NoSuchMail(NotFound):
    """There is no mail with this name."""

    sentence = N_("There is no such e-mail.")


class MailIsOnItsWay(Conflict):
    """The worker is sending the mail, or has sent it: it can be neither dropped nor sent again."""

    sentence = N_("This e-mail is being sent or was sent already. Nothing was changed.")


class NothingToSend(Conflict):
    """The mail's content was erased after its retention."""

    sentence = N_("The content of this e-mail was erased. It cannot be sent again.")


class AnotherWasSent(Conflict):
    """The address was corrected: a mail to the right one has taken this one's place."""

    sentence = N_("The address was corrected and another e-mail written instead. This one stays unsent.")


def enqueue(db: orm.Session, draft: Draft, *, now: datetime, due_at: datetime | None = None) -> OutgoingEmail:
    """Write the mail's row; due at once unless `due_at` (aware) says later. A known key: the known row."""
    known = find_by_key(db, draft.dedupe_key)
    if known is not None:
        return known
    row = _added(db, draft, now, due_at or now)
    db.flush()
    return row


def _added(db: orm.Session, draft: Draft, now: datetime, due_at: datetime) -> OutgoingEmail:
    row = OutgoingEmail(public_id=new_public_id(), dedupe_key=draft.dedupe_key, created_at=now, due_at=due_at)
    _fill(row, draft)
    db.add(row)
    return row


def enqueue_many(db: orm.Session, drafts: Sequence[Draft], *, now: datetime) -> list[OutgoingEmail]:
    """Write the rows of a whole mailing, due at once, in few statements. Known keys give the known rows.

    Rows come back in the order of the drafts, whose dedupe keys differ from each other.
    """
    keys = [draft.dedupe_key for draft in drafts]
    rows = {
        row.dedupe_key: row
        for row in db.scalars(select(OutgoingEmail).where(OutgoingEmail.dedupe_key.in_(keys)))
    }
    for draft in drafts:
        if draft.dedupe_key not in rows:
            rows[draft.dedupe_key] = _added(db, draft, now, now)
    db.flush()
    return [rows[key] for key in keys]


def enqueue_new(db: orm.Session, drafts: Sequence[Draft], *, now: datetime) -> None:
    """Write the rows, due at once, of mails whose facts were made in this very transaction: no key is known yet.

    The session does not get to know them. Raises sqlalchemy.exc.IntegrityError for a known key.
    """
    _ROWS.add(db, [row_of(draft, now, now) for draft in drafts])
    db.info[DUE] = True


def row_of(draft: Draft, now: datetime, due_at: datetime) -> dict[str, Any]:
    """A new row's own values."""
    named = {"public_id": new_public_id(), "dedupe_key": draft.dedupe_key}
    return {**named, "created_at": now, "due_at": due_at, **columns(draft)}


def hold(db: orm.Session, draft: Draft, *, now: datetime, minutes: int) -> OutgoingEmail:
    """Write or renew the one waiting row of the dedupe key: due in `minutes`, later with each further edit.

    The hold ends at the latest four times `minutes` after its first edit, so an organiser who edits all day
    keeps nobody waiting. A mail that was taken back unsent starts anew. A frozen one is given back as it is:
    the next edit needs the next number in its key (CalendarInvite.messages).
    """
    row = enqueue(db, draft, now=now, due_at=now + timedelta(minutes=minutes))
    hold_on(row, draft, now, minutes)
    db.flush()
    return row


def hold_on(row: OutgoingEmail, draft: Draft, now: datetime, minutes: int) -> None:
    """Renew a held row by the rules of `hold`; one that could not be made has its chance with the next edit."""
    if _never_made(row) and row.state in (MailState.DROPPED, MailState.FAILED):
        row.state, row.created_at, row.attempts, row.last_error = MailState.WAITING, now, 0, ""
    if not row.frozen:
        _fill(row, draft)
        longest = row.created_at + timedelta(minutes=LONGEST_HOLD * minutes)
        row.due_at = min(now + timedelta(minutes=minutes), longest)


def columns(draft: Draft) -> dict[str, Any]:
    """What a row takes from its draft."""
    about_kind, about_id = draft.about or ("", None)
    return {
        "kind": draft.kind,
        "priority": draft.priority,
        "recipient": draft.recipient,
        "recipient_name": draft.recipient_name,
        "language": draft.language,
        "context": dict(draft.context),
        "about_kind": about_kind,
        "about_id": about_id,
        "organisation_id": draft.organisation_id,
        "invitee_id": draft.invitee_id,
    }


def _fill(row: OutgoingEmail, draft: Draft) -> None:
    for name, value in columns(draft).items():
        setattr(row, name, value)


def _never_made(row: OutgoingEmail) -> bool:
    return row.frozen_at is None


def find_by_key(db: orm.Session, dedupe_key: str) -> OutgoingEmail | None:
    """The mail with this dedupe key."""
    return db.scalar(select(OutgoingEmail).where(OutgoingEmail.dedupe_key == dedupe_key))


def drop_unsent(db: orm.Session, dedupe_key: str) -> bool:
    """Take back a mail that nobody has claimed yet; True if there was one. Its fact no longer holds."""
    row = find_by_key(db, dedupe_key)
    if row is None or row.frozen:
        return False
    row.state = MailState.DROPPED
    db.flush()
    return True


def send_again(db: orm.Session, public_id: str, *, now: datetime) -> OutgoingEmail:
    """Make a mail due at once that never left (failed, dropped, put off, filed); its bytes stay as frozen.

    Raises NoSuchMail, MailIsOnItsWay, NothingToSend, AnotherWasSent.
    """
    row = _named(db, public_id)
    if row.state is MailState.SENDING or (row.state is MailState.SENT and not row.filed_as):
        raise MailIsOnItsWay()
    if not row.recipient:
        raise NothingToSend()
    if row.replaced_by_id is not None:
        raise AnotherWasSent()
    make_due(row, now)
    db.flush()
    return row


def make_due(row: OutgoingEmail, now: datetime) -> None:
    """Begin a new round of trying, at once."""
    row.state, row.due_at, row.attempts, row.tried_since = MailState.WAITING, now, 0, None
    row.sent_at, row.filed_as, row.told_at, row.returned_at = None, "", None, None


def drop(db: orm.Session, public_id: str) -> OutgoingEmail:
    """Give up a mail that has not left. Raises NoSuchMail, MailIsOnItsWay."""
    row = _named(db, public_id)
    if row.state not in (MailState.WAITING, MailState.FAILED):
        raise MailIsOnItsWay()
    row.state = MailState.DROPPED
    db.flush()
    return row


def _named(db: orm.Session, public_id: str) -> OutgoingEmail:
    row = db.scalar(select(OutgoingEmail).where(OutgoingEmail.public_id == public_id).with_for_update())
    if row is None:
        raise NoSuchMail()
    return row


EMPTY: dict[str, Any] = {
    "recipient": "",
    "recipient_name": "",
    "subject": "",
    "content": None,
    "context": {},
    "last_error": "",
}


def erase_old(db: orm.Session, *, before: datetime, kinds: Collection[str] = ()) -> int:
    """Empty mails that were sent or given up before then of all that tells of a person; gives how many.

    Those of the `kinds`, or of all. What remains says that a mail of this kind about this thing went out, when, or for
    which reason it did not. One that has waited for so long has lost its sense, and is given up first.
    """
    wanted = [OutgoingEmail.kind.in_(kinds)] if kinds else []
    forgotten = (
        OutgoingEmail.state == MailState.WAITING,
        OutgoingEmail.created_at < before,
        OutgoingEmail.due_at < before,
    )
    given_up = update(OutgoingEmail).where(*forgotten, *wanted).values(state=MailState.DROPPED)
    db.connection().execute(given_up.execution_options(synchronize_session=False))
    over = OutgoingEmail.state.in_((MailState.SENT, MailState.FAILED, MailState.DROPPED))
    last = func.coalesce(OutgoingEmail.sent_at, OutgoingEmail.due_at)
    erased = (
        update(OutgoingEmail)
        .where(over, last < before, OutgoingEmail.recipient != "", *wanted)
        .values(**EMPTY)
        .execution_options(synchronize_session=False)
    )
    return db.connection().execute(erased).rowcount


def forget(db: orm.Session, key_begins: str) -> None:
    """Give up and empty at once all mails whose dedupe key begins so: who got them has asked to be forgotten. One
    that is being sent at this moment is left to `erase_old`."""
    mine = OutgoingEmail.dedupe_key.startswith(key_begins, autoescape=True)
    over = case(
        (OutgoingEmail.state == MailState.WAITING, MailState.DROPPED.value), else_=OutgoingEmail.state
    )
    emptied = update(OutgoingEmail).where(mine, OutgoingEmail.state != MailState.SENDING)
    db.execute(emptied.values(state=over, **EMPTY), execution_options={"synchronize_session": False})
