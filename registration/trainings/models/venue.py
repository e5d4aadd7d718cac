"""Venue: where people meet, and how to get in."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registration.core.database import Base, Id, Line, Prose


class Venue(Base):
    """A building. Access facts are True, False or None: not known, which the page says."""

    __tablename__ = "venues"

    id: Mapped[Id]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    street: Mapped[Line]
    postcode: Mapped[str] = mapped_column(String(12), default="")
    town: Mapped[Line]
    step_free: Mapped[bool | None]
    hearing_loop: Mapped[bool | None]
    accessible_toilet: Mapped[bool | None]
    disabled_parking: Mapped[bool | None]
    access_notes: Mapped[Prose]
    access_contact: Mapped[Line]
    """Whom to call about access: a name or post, and a number or address."""

    @property
    def address(self) -> str:
        """One line: "ul. Rynek 1, 99-400 Łowicz"; parts that are not known are left out."""
        town = " ".join(part for part in (self.postcode, self.town) if part)
        return ", ".join(part for part in (self.street, town) if part)

    @property
    def full_name(self) -> str:
        """Name and address in one line."""
        return ", ".join(part for part in (self.name, self.address) if part)
