"""Organisation: a county, town, commune, voivodeship, association, university or company."""

from datetime import date
from enum import StrEnum
from typing import Optional

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Line


class OrganisationKind(StrEnum):
    """Kinds as the public registers know them."""

    VOIVODESHIP = "voivodeship"
    COUNTY = "county"
    CITY_COUNTY = "city with county rights"
    CAPITAL = "capital city"
    URBAN_COMMUNE = "urban commune"
    RURAL_COMMUNE = "rural commune"
    MIXED_COMMUNE = "urban-rural commune"
    UNION_OF_COMMUNES = "union of communes"
    UNION_OF_COUNTIES = "union of counties"
    JOINT_UNION = "union of counties and communes"
    LOCAL_UNIT = "unit of a local government"
    GOVERNMENT = "government administration"
    ASSOCIATION = "association"
    UNIVERSITY = "university"
    COMPANY = "company"
    OTHER = "other"


COMMUNES = frozenset(
    {OrganisationKind.URBAN_COMMUNE, OrganisationKind.RURAL_COMMUNE, OrganisationKind.MIXED_COMMUNE}
)
CITIES = frozenset({OrganisationKind.CITY_COUNTY, OrganisationKind.CAPITAL})
"""Cities that are a county and a commune in one: one legal person with two codes."""
LOCAL_GOVERNMENTS = COMMUNES | CITIES | {OrganisationKind.COUNTY, OrganisationKind.VOIVODESHIP}
"""Each of them has a code of the TERYT register."""

_VALID = text("valid_until IS NULL")
_COUNTY_DIGITS = 4


class Organisation(Base):
    """An institution. One that runs events has a sender name, an office address and a clause of its own."""

    __tablename__ = "organisations"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="named"),
        CheckConstraint("length(teryt) IN (2, 4, 7)", name="teryt_length"),
        CheckConstraint("valid_until > valid_from", name="validity"),
        CheckConstraint("successor_id IS NULL OR valid_until IS NOT NULL", name="succeeded"),
        CheckConstraint("parent_id <> id AND successor_id <> id", name="not_itself"),
        Index(
            "uq_organisations_valid_teryt",
            "teryt",
            unique=True,
            sqlite_where=_VALID,
            postgresql_where=_VALID,
        ),
    )

    id: Mapped[Id]
    kind: Mapped[OrganisationKind]
    name: Mapped[str] = mapped_column(String(200))
    """As it is spoken of: "Powiat Sieradzki", "Głowno". Two units may bear the same."""
    short_name: Mapped[Line]
    genitive: Mapped[Line]
    """The name as in "Rada Powiatu Sieradzkiego"; empty when not given."""
    locative: Mapped[Line]
    """The name as in "w Powiecie Sieradzkim"; empty when not given."""
    teryt: Mapped[str | None] = mapped_column(String(7))
    """Voivodeship "10", county "1014", commune "1014042"; a city with county rights by its commune's code."""
    register_name: Mapped[str] = mapped_column(String(200), default="")
    """As the register last wrote it: "sieradzki", "Głowno"; empty when it did not come from there."""
    nip: Mapped[str] = mapped_column(String(10), default="")
    regon: Mapped[str] = mapped_column(String(14), default="")
    street: Mapped[Line]
    postcode: Mapped[str] = mapped_column(String(12), default="")
    town: Mapped[Line]
    printed_as: Mapped[Line]
    """The name as printed in a source, where it differs from the legal party's."""
    email: Mapped[str] = mapped_column(String(320), default="")
    """The human office: Reply-To of its mails."""
    runs_events: Mapped[bool] = mapped_column(default=False)
    """Whether events, forums and roles can be given to it; the register's many others only take part."""
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id", deferrable=True, initially="DEFERRED"), index=True
    )
    """A commune's county, a county's voivodeship, a school's or an office's local government."""
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    """The first day on which it is no more; None while it is."""
    successor_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id", deferrable=True, initially="DEFERRED")
    )
    search_key: Mapped[Line]
    sort_key: Mapped[str] = mapped_column(String(400), default="", index=True)
    edition: Mapped[Counter]
    """Counts saved changes, so that two people at one form notice each other."""
    sample: Mapped[bool] = mapped_column(default=False)
    """Made up for the demo, and marked so wherever it is shown."""

    parent: Mapped[Optional["Organisation"]] = relationship(
        foreign_keys=[parent_id], remote_side="Organisation.id"
    )
    successor: Mapped[Optional["Organisation"]] = relationship(
        foreign_keys=[successor_id], remote_side="Organisation.id"
    )
    former_names: Mapped[list["FormerName"]] = relationship(
        order_by="FormerName.until", cascade="all, delete-orphan"
    )
    domains: Mapped[list["EmailDomain"]] = relationship(
        order_by="EmailDomain.domain", cascade="all, delete-orphan"
    )

    @property
    def is_valid(self) -> bool:
        """Whether it still is; one that ends later than today counts as ended already."""
        return self.valid_until is None

    @property
    def is_local_government(self) -> bool:
        """Whether it is a commune, county or voivodeship (JST)."""
        return self.kind in LOCAL_GOVERNMENTS

    @property
    def teryt_codes(self) -> tuple[str, ...]:
        """All codes under which registers know it: a city with county rights has the county's and the commune's."""
        if not self.teryt:
            return ()
        return (self.teryt[:_COUNTY_DIGITS], self.teryt) if self.kind in CITIES else (self.teryt,)

    @property
    def address(self) -> str:
        """One line: "pl. Wojewódzki 3, 98-200 Sieradz"; parts that are not known are left out."""
        town = " ".join(part for part in (self.postcode, self.town) if part)
        return ", ".join(part for part in (self.street, town) if part)

    def name_on(self, day: date) -> str:
        """The name that it bore on a day: lists and minutes of the past keep it."""
        return next((former.name for former in self.former_names if day < former.until), self.name)


class FormerName(Base):
    """A name that an organisation bore until it was renamed."""

    __tablename__ = "organisation_names"
    __table_args__ = (UniqueConstraint("organisation_id", "until"),)

    id: Mapped[Id]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(200))
    until: Mapped[date]
    """The first day of the name that came after it."""


class EmailDomain(Base):
    """A domain of an organisation's addresses, lower case, in ASCII (IDNA). Several may share one."""

    __tablename__ = "organisation_domains"
    __table_args__ = (UniqueConstraint("organisation_id", "domain"),)

    id: Mapped[Id]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    domain: Mapped[str] = mapped_column(String(253), index=True)
