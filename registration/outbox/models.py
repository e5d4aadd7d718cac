"""OutgoingEmail: one e-mail, written in the same transaction as the fact that it tells of. MailDeparture: one try,
for the pace. MailRoute: how it stands with the mail server."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from registration.core.database import Base, Counter, Id, Json, Line, PublicId

DUE = "outbox.due"
"""In a session's `info`: it has written a mail that is due (registration.outbox.kicks)."""


class MailState(StrEnum):
    """What has become of a mail. Waiting includes held mails: those not yet due."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class Priority(StrEnum):
    """Which mails go first when many are due; the words sort in their order."""

    PROMPT = "1 prompt"
    ORDINARY = "2 ordinary"
    BULK = "3 bulk"


class Failure(StrEnum):
    """Why a mail was not taken, in the terms of somebody who has to do something about it."""

    ADDRESS = "address unknown"
    MAILBOX_FULL = "mailbox full"
    POLICY = "refused as unwanted"
    TOO_LARGE = "too large"
    ACCOUNT = "our account refused"
    RATE = "asked to slow down"
    GREYLISTED = "asked to come again"
    CONNECTION = "no connection"
    DNS = "server's name not found"
    TLS = "server not trusted"
    TIMEOUT = "no answer in time"
    CUT = "connection broken"
    DISK = "file not written"
    UNMADE = "could not be made"
    OTHER = "other"


class OutgoingEmail(Base):
    """One mail to one address. `content` holds the frozen MIME bytes from the first claim on."""

    __tablename__ = "outgoing_emails"
    __table_args__ = (
        Index("ix_outgoing_emails_due", "state", "priority", "due_at"),
        Index("ix_outgoing_emails_about", "about_kind", "about_id"),
        Index("ix_outgoing_emails_failure", "failure", "organisation_id"),
        CheckConstraint("attempts >= 0", name="attempts"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    kind: Mapped[str] = mapped_column(String(64))
    """Names the renderer: "signup.confirmation"."""
    priority: Mapped[Priority] = mapped_column(default=Priority.ORDINARY)
    recipient: Mapped[str] = mapped_column(String(320))
    recipient_name: Mapped[Line]
    language: Mapped[str] = mapped_column(String(8), default="pl")
    context: Mapped[Json] = mapped_column(JSON, default=dict)
    """What the renderer needs: ids, not texts and not links."""
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[MailState] = mapped_column(default=MailState.WAITING)
    attempts: Mapped[Counter]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    lease_owner: Mapped[str] = mapped_column(String(64), default="")
    last_error: Mapped[str] = mapped_column(Text, default="")
    """What the server said, or what went wrong here; it may repeat the address."""
    failure: Mapped[Failure | None]
    """The same as one of our words; None while nothing went wrong."""
    told_at: Mapped[datetime | None]
    """When the organisers were told of the failure."""
    created_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]
    """When the bytes were made, at the first claim: the mail's Date."""
    tried_since: Mapped[datetime | None]
    """The first attempt of this round; the days of trying count from it. Sending again starts a new round."""
    sent_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    """When a report came that a mail which was taken could not be delivered after all."""
    return_key: Mapped[str] = mapped_column(String(64), default="")
    """Names that report, which may be read more than once."""
    filed_as: Mapped[Line]
    """The file in instance/mail/, where there was no mail server to send it to."""
    subject: Mapped[Line]
    """The subject as frozen; empty until the first claim."""
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    about_kind: Mapped[str] = mapped_column(String(32), default="")
    """The thing that the mail is about, for the desk: ("event", 12)."""
    about_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    invitee_id: Mapped[int | None] = mapped_column(index=True)
    """The person whose registration the mail is about, for their history; stays when the address is erased. No
    foreign key: invitees live in a package above."""
    replaced_by_id: Mapped[int | None]
    """The mail to a corrected address that was written instead of this one."""

    @property
    def frozen(self) -> bool:
        """Whether the mail was made and claimed once, so that its bytes never change again."""
        return self.frozen_at is not None or self.state is not MailState.WAITING


class MailDeparture(Base):
    """One try to hand a mail over, kept while it counts for the pace.

    Written by the claim with the latest moment at which the try may happen, so that a crash frees nothing; the
    answer brings it forward to the true one. A mail that was given back without a try takes its row with it.
    """

    __tablename__ = "mail_departures"

    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(index=True)
    patient: Mapped[bool]
    """Whether it was no prompt one: these have only a part of the pace."""


class MailRoute(Base):
    """How it stands with the mail server: one row. Workers stay away until `paused_until`."""

    __tablename__ = "mail_route"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[Id]
    paused_until: Mapped[datetime | None]
    pauses: Mapped[Counter]
    """How many in a row: each is longer than the last."""
    failing_since: Mapped[datetime | None]
    """Since when no mail could be sent at all; None while the server takes some."""
    failure: Mapped[Failure | None]
    last_error: Mapped[str] = mapped_column(Text, default="")
