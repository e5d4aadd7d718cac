"""Mails that were taken and came back: a delivery report makes a sent mail one that was not delivered.

It is believed only where it names the mail by the Message-ID of its frozen bytes and its recipient's address. The
worst that a forged one can do is to have an organiser look at an address.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import orm, select

from registration.outbox.answers import reported
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.reports import Report

FAILED = "failed"
"""The Action of RFC 3464 that is a failure; "delayed", "relayed", "delivered" and "expanded" are none."""
LONGEST = 500


class Returned(StrEnum):
    """What became of one report."""

    FAILED = "mail returned"
    KNOWN = "known"
    """The same report once more, or another about a mail that has failed already."""
    NO_FAILURE = "no failure"
    """A delay, or a success."""
    OVERTAKEN = "overtaken"
    """The mail was given up or is being sent again, or the address was corrected meanwhile."""
    UNKNOWN = "unknown"
    """Of a mail that is not ours, or of somebody else's address."""


def note(db: orm.Session, report: Report, key: str, *, now: datetime) -> Returned:
    """Mark the mail as not delivered. `key` names the report, so that it counts once, also after a new sending."""
    row = _named(db, report.message_id)
    if row is None or row.recipient.lower() not in report.addresses:
        return Returned.UNKNOWN
    if report.action != FAILED:
        return Returned.NO_FAILURE
    if row.state is MailState.FAILED or row.return_key == key:
        return Returned.KNOWN
    if row.state is not MailState.SENT or _written_elsewhere(db, row):
        return Returned.OVERTAKEN
    row.state, row.return_key, row.returned_at = MailState.FAILED, key, now
    row.failure = reported(report.status, report.said)
    row.last_error = " ".join(filter(None, (_status(report), report.said)))[:LONGEST]
    row.due_at, row.told_at = now, None
    db.flush()
    return Returned.FAILED


def _status(report: Report) -> str:
    """Unless the other server's words have it."""
    return "" if report.status in report.said else report.status


def _named(db: orm.Session, message_id: str) -> OutgoingEmail | None:
    """The mail of this Message-ID, held until the commit; None for others and for one whose bytes were erased."""
    public_id = message_id.strip("<>").partition("@")[0]
    wanted = select(OutgoingEmail).where(OutgoingEmail.public_id == public_id).with_for_update()
    wanted = wanted.options(orm.undefer(OutgoingEmail.content)).execution_options(populate_existing=True)
    row = db.scalar(wanted)
    if row is None or row.content is None:
        return None
    head = row.content.partition(b"\r\n\r\n")[0].split(b"\r\n")
    return row if f"Message-ID: {message_id}".encode() in head else None


def _written_elsewhere(db: orm.Session, row: OutgoingEmail) -> bool:
    """Whether a later mail went to another address of the same person."""
    if row.replaced_by_id is not None:
        return True
    same = OutgoingEmail.invitee_id == row.invitee_id, OutgoingEmail.id > row.id
    other = OutgoingEmail.recipient.not_in((row.recipient, ""))
    wanted = select(OutgoingEmail.id).where(OutgoingEmail.invitee_id.is_not(None), *same, other).limit(1)
    return db.scalar(wanted) is not None
