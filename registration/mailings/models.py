"""Mailing: one message to many. Recipient: one address in it. OptOut: an address that wants no more.
NextDateRequest: an address that asked to be told once of a training's next date."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from registration.core.database import Base, Counter, Id, Line, Prose, PublicId
from registration.core.mail_address import Fault
from registration.outbox.models import OutgoingEmail
from registration.partners.models import Organisation
from registration.trainings.models import Event

_INCLUDED = text("state = 'included'")
_LIVE = text("state <> 'ended'")


class MailingKind(StrEnum):
    """What a mailing says. Reminders and notices follow."""

    INVITATION = "invitation"


class MailingState(StrEnum):
    """Sending: its mails are in the outbox. Sent: nothing of it waits there any more."""

    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"


class Basis(StrEnum):
    """On what ground the addresses are used (GDPR, art. 6(1)); the letter of the point."""

    CONSENT = "a"
    PUBLIC_TASK = "e"
    LEGITIMATE_INTEREST = "f"


class RecipientState(StrEnum):
    """Test: the organiser's own copy, outside of every count."""

    INCLUDED = "included"
    TAKEN_OUT = "taken out"
    TEST = "test"


class Reason(StrEnum):
    """Why an address was taken out."""

    MALFORMED = "malformed"
    DUPLICATE = "duplicate"
    REGISTERED = "registered"
    OPTED_OUT = "opted out"


class Origin(StrEnum):
    """How an address came into the list."""

    PASTED = "pasted"
    PARTICIPANT = "participant"
    CONTACT = "contact"


class OptOutVia(StrEnum):
    """By the page behind the link in the mail, or by the mail program's own button (RFC 8058)."""

    PAGE = "page"
    ONE_CLICK = "one-click"


class Mailing(Base):
    """An organiser's mail to many about one event. Its text never changes once it is being sent."""

    __tablename__ = "mailings"
    __table_args__ = (CheckConstraint("state = 'draft' OR started_at IS NOT NULL", name="started"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    kind: Mapped[MailingKind] = mapped_column(default=MailingKind.INVITATION)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    state: Mapped[MailingState] = mapped_column(default=MailingState.DRAFT, index=True)
    language: Mapped[str] = mapped_column(String(8), default="pl")
    subject: Mapped[Line]
    body: Mapped[Prose]
    """Plain text; an empty line sets paragraphs apart. The greeting is added when the mail is made."""
    basis: Mapped[Basis | None]
    """The ground for using the pasted addresses; None until chosen."""
    source: Mapped[Line]
    """Where the pasted addresses come from, in plain words; the mail says it (GDPR, art. 14(2)(f))."""
    pasted: Mapped[Prose]
    """The list as pasted, so that it can be mended; emptied when the mailing is sent."""
    source_event_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    """The earlier events whose participants are invited."""
    source_list_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    """The lists of contacts that are invited."""
    tests: Mapped[Counter]
    """How many test mails were sent."""
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    """When the organiser sent it."""
    sent_at: Mapped[datetime | None]
    """When its last mail had left the outbox."""

    event: Mapped[Event] = relationship(lazy="joined")
    organisation: Mapped[Organisation] = relationship(lazy="joined")

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state is MailingState.DRAFT

    @property
    def has_content(self) -> bool:
        """Whether subject and text were written down, and what must be said of pasted addresses."""
        explained = not self.pasted or (self.basis is not None and self.source)
        return bool(self.subject and self.body and explained)


class Recipient(Base):
    """One address of a mailing, or a piece of the pasted list that is none.

    Its links are signed with (purpose, public_id, generation): "invitation" opens the sign-up form, "opt-out"
    the page that ends mailings.
    """

    __tablename__ = "recipients"
    __table_args__ = (
        Index(
            "uq_recipients_included_email",
            "mailing_id",
            "email_key",
            unique=True,
            sqlite_where=_INCLUDED,
            postgresql_where=_INCLUDED,
        ),
        Index("ix_recipients_state", "mailing_id", "state", "position"),
        CheckConstraint("(state = 'taken out') = (reason IS NOT NULL)", name="reason_given"),
        CheckConstraint("state <> 'included' OR length(email_key) > 0", name="address"),
    )

    id: Mapped[Id]
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailings.id", ondelete="CASCADE"))
    public_id: Mapped[PublicId]
    generation: Mapped[int] = mapped_column(default=1)
    position: Mapped[int]
    """The order in which addresses were given."""
    email: Mapped[str] = mapped_column(String(320), default="")
    email_key: Mapped[str] = mapped_column(String(320), default="")
    """The address as compared: registration.core.mail_address.key. Empty for a malformed piece."""
    name: Mapped[Line]
    state: Mapped[RecipientState]
    reason: Mapped[Reason | None]
    origin: Mapped[Origin] = mapped_column(default=Origin.PASTED)
    past_event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    """The earlier event in which a past participant took part."""
    source: Mapped[Line]
    """Where a contact's data come from, as the contact itself says it; the mail says it."""
    basis: Mapped[Basis | None]
    """On what ground a contact's data are processed."""
    line: Mapped[int | None]
    """The line of the pasted list, from 1."""
    typed: Mapped[Line]
    """A malformed piece as it was pasted."""
    fault: Mapped[Fault | None]
    """What is wrong with it."""
    outgoing_email_id: Mapped[int | None] = mapped_column(
        ForeignKey("outgoing_emails.id", ondelete="SET NULL"), index=True
    )

    mailing: Mapped[Mailing] = relationship()
    outgoing_email: Mapped[OutgoingEmail | None] = relationship()

    reason_now: Mapped[Reason | None] = query_expression()
    """Why the address would be left out at this moment; filled by `queries.listed`."""
    signed_up: Mapped[bool] = query_expression()
    """Whether the address has signed up for the event; filled by `queries.delivered`."""
    opted_out: Mapped[bool] = query_expression()
    """Whether the address wants no more mailings; filled by `queries.delivered`."""


class OptOut(Base):
    """An address to which an organisation sends no more mailings. Mail about a registration goes on."""

    __tablename__ = "opt_outs"
    __table_args__ = (UniqueConstraint("organisation_id", "email_key"),)

    id: Mapped[Id]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    email_key: Mapped[str] = mapped_column(String(320))
    at: Mapped[datetime]
    via: Mapped[OptOutVia]
    mailing_id: Mapped[int | None] = mapped_column(ForeignKey("mailings.id", ondelete="SET NULL"))
    """The mailing whose link was used."""


class RequestState(StrEnum):
    """Asked: the mail that proves the address is out. Told: the one mail was put into the outbox. Ended: taken
    back or over; nothing personal is left."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    TOLD = "told"
    ENDED = "ended"


class NextDateRequest(Base):
    """An address that asked, on the page of an event, to be told once when a next date of that training is
    published. Its links are signed with (purpose "next-date" or "invitation", public_id, generation)."""

    __tablename__ = "next_date_requests"
    __table_args__ = (
        Index(
            "uq_next_date_requests_live_email",
            "event_id",
            "email_key",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_next_date_requests_state", "state", "changed_at"),
        CheckConstraint("(state = 'ended') = (email_key = '')", name="ended_is_empty"),
        CheckConstraint("(state = 'ended') = (email = '')", name="ended_has_no_address"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    generation: Mapped[int] = mapped_column(default=1)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    """The date on whose page it was asked."""
    email: Mapped[str] = mapped_column(String(320))
    email_key: Mapped[str] = mapped_column(String(320))
    """The address as compared: registration.core.mail_address.key."""
    language: Mapped[str] = mapped_column(String(8), default="pl")
    state: Mapped[RequestState] = mapped_column(default=RequestState.ASKED)
    shown: Mapped[Prose]
    """The information that the form showed, word for word: by it the address is kept (GDPR, art. 7(1), 13)."""
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    """When the button behind the link in the mail was pressed: the consent."""
    told_event_id: Mapped[int | None] = mapped_column(
        ForeignKey("events.id", ondelete="SET NULL"), index=True
    )
    """The date of which it was told last."""
    changed_at: Mapped[datetime]
    """When it came into its state; the times of keeping count from it."""

    event: Mapped[Event] = relationship(foreign_keys=[event_id])
    told_event: Mapped[Event | None] = relationship(foreign_keys=[told_event_id])
