"""FundingScheme: who pays for a project, as it must be said on its pages, mails and documents."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Id, Line
from registration.files.models import Picture
from registration.partners.models.project.project import Project

MONEY = Numeric(14, 2)


class FundingScheme(Base):
    """At most one of a project. What is not known of it is empty."""

    __tablename__ = "funding_schemes"
    __table_args__ = (
        CheckConstraint("length(sentence) > 0", name="said"),
        CheckConstraint("value > 0", name="value"),
        CheckConstraint("contribution > 0", name="contribution"),
    )

    id: Mapped[Id]
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), unique=True)
    sentence: Mapped[str] = mapped_column(Text)
    """As whoever pays prescribes it: "Projekt współfinansowany ze środków …"."""
    number: Mapped[Line]
    """Of the agreement."""
    value: Mapped[Decimal | None] = mapped_column(MONEY)
    """Of the whole project, PLN."""
    contribution: Mapped[Decimal | None] = mapped_column(MONEY)
    """What the scheme pays of it, PLN."""

    project: Mapped[Project] = relationship(back_populates="funding")
    logos: Mapped[list["FundingLogo"]] = relationship(
        back_populates="scheme", order_by="FundingLogo.position", cascade="all, delete-orphan"
    )


class FundingLogo(Base):
    """A mark of whoever pays, in the prescribed order, with words for those who do not see it."""

    __tablename__ = "funding_logos"
    __table_args__ = (CheckConstraint("length(alt) > 0", name="described"),)

    id: Mapped[Id]
    scheme_id: Mapped[int] = mapped_column(ForeignKey("funding_schemes.id"), index=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id"), index=True)
    position: Mapped[int]
    alt: Mapped[Line]

    scheme: Mapped[FundingScheme] = relationship(back_populates="logos")
    picture: Mapped[Picture] = relationship(lazy="joined", innerjoin=True)
