"""Photograph: a picture of a report, and who is seen in it from the left."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Id, Line, Prose
from registration.files.models import Picture
from registration.news.models.item import NewsItem


class Posture(StrEnum):
    """What a reader who does not see the picture should know of somebody in it."""

    NONE = ""
    STANDS = "stands"
    STAND = "stand"
    SITS = "sits"
    SIT = "sit"
    TURNED_AWAY = "turned away"


class Photograph(Base):
    """Either it is described, or somebody has ticked that it says nothing (WCAG 2.2, 1.1.1)."""

    __tablename__ = "news_photographs"
    __table_args__ = (CheckConstraint("decorative = (length(alt) = 0)", name="described_or_decorative"),)

    id: Mapped[Id]
    item_id: Mapped[int] = mapped_column(ForeignKey("news_items.id"), index=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id"), index=True)
    position: Mapped[int]
    place: Mapped[Line]
    """Where it was taken, as it goes on after "zdjęcie": "na tle baneru Powiatu Sieradzkiego"."""
    alt: Mapped[Prose]
    caption: Mapped[Prose]
    decorative: Mapped[bool] = mapped_column(default=False)

    item: Mapped[NewsItem] = relationship(back_populates="photographs")
    picture: Mapped[Picture] = relationship(lazy="joined", innerjoin=True)
    people: Mapped[list["SeenPerson"]] = relationship(
        order_by="SeenPerson.position", cascade="all, delete-orphan", lazy="selectin"
    )


class SeenPerson(Base):
    """Somebody in a picture. Being seen is nothing more: nobody becomes a party, contact or signatory by it."""

    __tablename__ = "news_seen_people"
    __table_args__ = (CheckConstraint("length(who) > 0 OR length(name) > 0", name="somebody"),)

    id: Mapped[Id]
    photograph_id: Mapped[int] = mapped_column(ForeignKey("news_photographs.id"), index=True)
    position: Mapped[int]
    who: Mapped[Line]
    """A post, or a group in words: "Burmistrz Warty", "dwie pracownice Urzędu Marszałkowskiego"."""
    name: Mapped[Line]
    posture: Mapped[Posture] = mapped_column(default=Posture.NONE)
