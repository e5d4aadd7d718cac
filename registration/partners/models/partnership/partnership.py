"""Partnership: parties joined by a document, with a leader, areas, a selection and a way that it has gone."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Optional

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Line, Prose, partial_date
from registration.core.partial_date import PartialDate
from registration.partners.models.organisation import Organisation
from registration.partners.models.project import Project

if TYPE_CHECKING:
    from registration.partners.models.partnership.papers import PartnershipDocument
    from registration.partners.models.partnership.work import Component


class PartnershipStatus(StrEnum):
    """How far it has come; `registration.partners.partnership_states` says what may follow what."""

    IDEA = "idea"
    LETTER_SIGNED = "letter signed"
    SUBMITTED = "submitted"
    SELECTED = "selected"
    NOT_SELECTED = "not selected"
    ACTIVE = "active"
    CLOSED = "closed"


class PartyRole(StrEnum):
    """What a party is in the partnership."""

    LEADER = "leader"
    PARTY = "party"
    SUPPORTING = "supporting"


class FrameKind(StrEnum):
    """What the partnership takes part in."""

    PILOT = "pilot"
    PROGRAMME = "programme"


class SelectionResult(StrEnum):
    """What whoever chooses has decided."""

    SELECTED = "selected"
    NOT_SELECTED = "not selected"


class Partnership(Base):
    """Kept by one organisation, which need not lead it or be a party of it."""

    __tablename__ = "partnerships"
    __table_args__ = (
        CheckConstraint("length(working_name) > 0", name="named"),
        CheckConstraint("length(frame_name) = 0 OR frame_kind IS NOT NULL", name="frame_of_a_kind"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    """The one that keeps the record."""
    working_name: Mapped[str] = mapped_column(String(200))
    """As it is spoken of: "Sieradzkie+"."""
    full_name: Mapped[Line]
    """As it stands in the document; empty when not known."""
    headline: Mapped[Line]
    """What a source calls it, where that is no registered name."""
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    purpose: Mapped[Prose]
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    """The project within which it came about, of the organisation that keeps both."""
    frame_kind: Mapped[FrameKind | None]
    frame_name: Mapped[Line]
    """The pilot or programme that it takes part in."""
    frame_aim: Mapped[Prose]
    frame_audience: Mapped[Prose]
    """For whom the pilot or programme is, one a line; which of them the partnership is, need not be known."""
    areas: Mapped[Prose]
    """What it works on, or where; one a line."""
    status: Mapped[PartnershipStatus] = mapped_column(default=PartnershipStatus.IDEA)
    """That of the newest of `steps`, kept by the service."""
    selector_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    """Who selects."""
    selection_result: Mapped[SelectionResult | None]
    """None while nothing is known."""
    selection_on: Mapped[PartialDate | None] = partial_date("selection")
    selection_note: Mapped[Prose]
    source: Mapped[Prose]
    """Where a record comes from; shown with it."""
    sample: Mapped[bool] = mapped_column(default=False)
    """Made up for the demo, and marked so wherever it is shown."""
    search_key: Mapped[str] = mapped_column(String(800), default="")
    sort_key: Mapped[str] = mapped_column(String(400), default="")
    edition: Mapped[Counter]
    """Counts saved changes, so that two people at one form notice each other."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    """Since when everybody may read it; None while only the desk does."""

    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id], lazy="joined")
    selector: Mapped[Organisation | None] = relationship(foreign_keys=[selector_id])
    project: Mapped[Project | None] = relationship()
    parties: Mapped[list["PartnershipParty"]] = relationship(
        back_populates="partnership", order_by="PartnershipParty.position", cascade="all, delete-orphan"
    )
    documents: Mapped[list["PartnershipDocument"]] = relationship(
        back_populates="partnership", order_by="PartnershipDocument.position", cascade="all, delete-orphan"
    )
    components: Mapped[list["Component"]] = relationship(
        back_populates="partnership", order_by="Component.position", cascade="all, delete-orphan"
    )
    steps: Mapped[list["StatusStep"]] = relationship(
        back_populates="partnership", order_by="StatusStep.id", cascade="all, delete-orphan"
    )

    @property
    def is_published(self) -> bool:
        """Whether everybody may read it."""
        return self.published_at is not None

    @property
    def leader(self) -> Optional["PartnershipParty"]:
        """The party that leads; None where nobody does, or nobody knows."""
        return next((party for party in self.parties if party.role is PartyRole.LEADER), None)


class PartnershipParty(Base):
    """An institution in a partnership, in the printed order."""

    __tablename__ = "partnership_parties"
    __table_args__ = (
        UniqueConstraint("partnership_id", "organisation_id"),
        Index(
            "uq_partnership_parties_leader",
            "partnership_id",
            unique=True,
            sqlite_where=text("role = 'leader'"),
            postgresql_where=text("role = 'leader'"),
        ),
    )

    id: Mapped[Id]
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    position: Mapped[int]
    role: Mapped[PartyRole] = mapped_column(default=PartyRole.PARTY)
    printed_as: Mapped[Line]
    """The name in the document where it is not that of the legal party: "Starostwo Sieradzkie"."""

    partnership: Mapped[Partnership] = relationship(back_populates="parties")
    organisation: Mapped[Organisation] = relationship()


class StatusStep(Base):
    """One step of the way. Never changed: a mistake is followed by a step that corrects it."""

    __tablename__ = "partnership_steps"

    id: Mapped[Id]
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    status: Mapped[PartnershipStatus]
    happened_on: Mapped[PartialDate | None] = partial_date("happened")
    note: Mapped[Prose]
    corrects: Mapped[bool] = mapped_column(default=False)
    """Whether it takes back what the step before said by mistake."""
    noted_at: Mapped[datetime]

    partnership: Mapped[Partnership] = relationship(back_populates="steps")
