"""Project: a leader, partners and beneficiaries, a goal, dates as far as they are known."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Optional

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Line, Prose, partial_date
from registration.core.partial_date import PartialDate
from registration.partners.models.organisation import Organisation

if TYPE_CHECKING:
    from registration.partners.models.project.funding import FundingScheme

_LEADS = text("role = 'leader'")


class ProjectRole(StrEnum):
    """What an institution is in a project. One may be partner and beneficiary at once."""

    LEADER = "leader"
    PARTNER = "partner"
    BENEFICIARY = "beneficiary"


class Project(Base):
    """Kept by one organisation, which need not lead it."""

    __tablename__ = "projects"
    __table_args__ = (CheckConstraint("length(title) > 0", name="titled"),)

    id: Mapped[Id]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    """The one that keeps the record, and whose events can belong to it."""
    title: Mapped[Line]
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    goal: Mapped[Prose]
    specific_goals: Mapped[Prose]
    """One a line, in their order."""
    starts_on: Mapped[PartialDate | None] = partial_date("starts")
    ends_on: Mapped[PartialDate | None] = partial_date("ends")
    source: Mapped[Prose]
    """Where a record comes from; shown with it."""
    sample: Mapped[bool] = mapped_column(default=False)
    """Made up for the demo, and marked so wherever it is shown."""
    search_key: Mapped[str] = mapped_column(String(800), default="")
    sort_key: Mapped[str] = mapped_column(String(600), default="")
    edition: Mapped[Counter]
    """Counts saved changes, so that two people at one form notice each other."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    """Since when everybody may read it; None while only the desk does."""

    organisation: Mapped[Organisation] = relationship(lazy="joined")
    parties: Mapped[list["ProjectParty"]] = relationship(
        back_populates="project", order_by="ProjectParty.position", cascade="all, delete-orphan"
    )
    funding: Mapped[Optional["FundingScheme"]] = relationship(
        back_populates="project", cascade="all, delete-orphan"
    )

    @property
    def is_published(self) -> bool:
        """Whether everybody may read it."""
        return self.published_at is not None

    @property
    def leader(self) -> Optional["ProjectParty"]:
        """The party that leads; None where nobody does, or nobody knows."""
        return next((one for one in self.parties if one.role is ProjectRole.LEADER), None)

    @property
    def goals(self) -> list[str]:
        """The specific goals, in their order."""
        return [line.strip() for line in self.specific_goals.splitlines() if line.strip()]


class ProjectParty(Base):
    """An institution in a role, in the printed order."""

    __tablename__ = "project_parties"
    __table_args__ = (
        UniqueConstraint("project_id", "organisation_id", "role"),
        Index(
            "uq_project_parties_leader",
            "project_id",
            unique=True,
            sqlite_where=_LEADS,
            postgresql_where=_LEADS,
        ),
    )

    id: Mapped[Id]
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    role: Mapped[ProjectRole]
    position: Mapped[int]
    printed_as: Mapped[Line]
    """The name as printed where it is not that of the legal party: "miasto Skierniewice"."""

    project: Mapped[Project] = relationship(back_populates="parties")
    organisation: Mapped[Organisation] = relationship()
