"""SignUp: one submission. Registration: one participant in one event. Clauses and what people said to them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Prose, PublicId
from registration.invites.models import Invitee
from registration.partners.models import Organisation
from registration.signup.states import RegistrationState
from registration.trainings.models import Event

_ACTIVE = text("state NOT IN ('withdrawn', 'refused', 'expired', 'removed', 'substituted')")


class Registration(Base):
    """One participant in one event, with a personal link (purpose "registration", public_id, generation)."""

    __tablename__ = "registrations"
    __table_args__ = (
        Index(
            "uq_registrations_active_email",
            "event_id",
            "email_key",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
        Index("ix_registrations_event_state", "event_id", "state"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    generation: Mapped[int] = mapped_column(default=1)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    invitee_id: Mapped[int] = mapped_column(ForeignKey("invitees.id"), unique=True)
    state: Mapped[RegistrationState]
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(320))
    email_key: Mapped[str] = mapped_column(String(320), index=True)
    """The address as compared: registration.core.mail_address.key."""
    institution: Mapped[str] = mapped_column(String(200))
    """As it was typed, or the name of the chosen one as of that day."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    """The institution of the common list that is meant; None while nobody has chosen or linked one."""
    post: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(40), default="")
    question: Mapped[Prose]
    needs: Mapped[Prose]
    """Seen by the event's coordinator only."""
    language: Mapped[str] = mapped_column(String(8), default="pl")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    returns: Mapped[Counter]
    """How many times its end was undone: each end has a mail of its own."""

    event: Mapped[Event] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    invitee: Mapped[Invitee] = relationship()
    consents: Mapped[list["Consent"]] = relationship(back_populates="registration", order_by="Consent.id")

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def institution_name(self) -> str:
        """For lists: the linked institution's name on the day of the sign-up, else what was typed."""
        linked = self.organisation
        return linked.name_on(self.created_at.date()) if linked else self.institution


class SignUp(Base):
    """One submission of the form. A repeated address gives a SignUp without a registration: its page looks the same."""

    __tablename__ = "sign_ups"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    generation: Mapped[int] = mapped_column(default=1)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    submission_key: Mapped[str] = mapped_column(String(64), unique=True)
    """Made with the form: a second click or a second tab's resend finds the first one's result."""
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    language: Mapped[str] = mapped_column(String(8), default="pl")
    created_at: Mapped[datetime]

    event: Mapped[Event] = relationship()


class ClauseKind(StrEnum):
    """What a text is for. Information is no consent: it has no tick box. HOSTS is for speakers and staff."""

    INFORMATION = "information"
    PICTURES = "pictures"
    NEWS = "news"
    HOSTS = "hosts"


AT_SIGN_UP = (ClauseKind.INFORMATION, ClauseKind.PICTURES, ClauseKind.NEWS)
"""What the form shows and records. Speakers and staff are told by mail (GDPR, art. 14)."""


class Clause(Base):
    """The exact text of one version of an information clause or consent. Never changed: a new text is a new version."""

    __tablename__ = "clauses"
    __table_args__ = (UniqueConstraint("organisation_id", "kind", "language", "version"),)

    id: Mapped[Id]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    kind: Mapped[ClauseKind]
    language: Mapped[str] = mapped_column(String(8))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]

    @property
    def is_information(self) -> bool:
        """Whether it only informs, with no box to tick."""
        return self.kind is ClauseKind.INFORMATION


class Consent(Base):
    """What was shown to a person and what they answered: who, what, when, how. Information is always `given`."""

    __tablename__ = "consents"
    __table_args__ = (UniqueConstraint("registration_id", "clause_id"),)

    id: Mapped[Id]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    clause_id: Mapped[int] = mapped_column(ForeignKey("clauses.id"))
    given: Mapped[bool]
    answered_at: Mapped[datetime]
    how: Mapped[str] = mapped_column(String(40), default="sign-up form")
    withdrawn_at: Mapped[datetime | None]

    registration: Mapped[Registration] = relationship(back_populates="consents")
    clause: Mapped[Clause] = relationship(lazy="joined")

    @property
    def is_in_force(self) -> bool:
        """Whether it was given and not taken back."""
        return self.given and self.withdrawn_at is None
