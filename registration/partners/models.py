"""Organisation: a county, town, commune, voivodeship, association, university or company."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from registration.core.database import Base, Id, Line


class OrganisationKind(StrEnum):
    """Kinds as the public registers know them."""

    VOIVODESHIP = "voivodeship"
    COUNTY = "county"
    CITY_COUNTY = "city with county rights"
    URBAN_COMMUNE = "urban commune"
    RURAL_COMMUNE = "rural commune"
    MIXED_COMMUNE = "urban-rural commune"
    GOVERNMENT = "government administration"
    ASSOCIATION = "association"
    UNIVERSITY = "university"
    COMPANY = "company"
    OTHER = "other"


class Organisation(Base):
    """An institution. One that runs events has a sender name, an office address and a clause of its own."""

    __tablename__ = "organisations"
    __table_args__ = (CheckConstraint("length(name) > 0", name="named"),)

    id: Mapped[Id]
    kind: Mapped[OrganisationKind]
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[Line]
    genitive: Mapped[Line]
    """The name as in "Rada Powiatu Sieradzkiego"; empty when not given."""
    teryt: Mapped[str | None] = mapped_column(String(7), unique=True)
    printed_as: Mapped[Line]
    """The name as printed in a source, where it differs from the legal party's."""
    email: Mapped[str] = mapped_column(String(320), default="")
    """The human office: Reply-To of its mails."""
    search_key: Mapped[Line]
    sort_key: Mapped[str] = mapped_column(String(400), default="", index=True)
    sample: Mapped[bool] = mapped_column(default=False)
    """Made up for the demo, and marked so wherever it is shown."""
