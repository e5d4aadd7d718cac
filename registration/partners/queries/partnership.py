"""Reading partnerships."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, orm, select

from registration.core.text import search_key
from registration.files.models import StoredFile
from registration.partners.models import (
    Component,
    Organisation,
    Partnership,
    PartnershipDocument,
    PartnershipParty,
    PartnershipStatus,
    Product,
    Signatory,
)

_LONGEST_SEARCH_WORDS = 8


@dataclass(frozen=True)
class PartnershipFilters:
    """What a list is asked for. `within`: ids of the organisations that keep them, None for all."""

    text: str = ""
    status: PartnershipStatus | None = None
    published: bool | None = None
    within: frozenset[int] | None = None


def find(db: orm.Session, partnership_id: int) -> Partnership | None:
    """One by id, with all that its pages show, in a number of statements that does not depend on how much it is."""
    return _one(db, select(Partnership).where(Partnership.id == partnership_id))


def public(db: orm.Session, slug: str) -> Partnership | None:
    """A published one by its address, with all that its page shows."""
    return _one(
        db, select(Partnership).where(Partnership.slug == slug, Partnership.published_at.is_not(None))
    )


def listed(filters: PartnershipFilters) -> Select[Partnership]:
    """Those that fit, by the Polish alphabet."""
    words = search_key(filters.text).split()[:_LONGEST_SEARCH_WORDS]
    wanted = select(Partnership).where(
        *(Partnership.search_key.contains(word, autoescape=True) for word in words)
    )
    if filters.status is not None:
        wanted = wanted.where(Partnership.status == filters.status)
    if filters.published is not None:
        since = Partnership.published_at
        wanted = wanted.where(since.is_not(None) if filters.published else since.is_(None))
    if filters.within is not None:
        wanted = wanted.where(Partnership.organisation_id.in_(filters.within))
    return wanted.order_by(Partnership.sort_key, Partnership.id)


def count_parties(db: orm.Session, ids: Collection[int]) -> dict[int, int]:
    """How many parties each of the partnerships has."""
    counted = select(PartnershipParty.partnership_id, func.count()).group_by(PartnershipParty.partnership_id)
    rows = db.execute(counted.where(PartnershipParty.partnership_id.in_(ids)))
    return {row.partnership_id: row[1] for row in rows}


def of_organisation(
    db: orm.Session, organisation_id: int, *, published: bool = True
) -> list[PartnershipParty]:
    """Where an institution takes part, with the partnerships; hidden ones only where `published` is False."""
    wanted = (
        select(PartnershipParty)
        .join(PartnershipParty.partnership)
        .where(PartnershipParty.organisation_id == organisation_id)
        .options(orm.contains_eager(PartnershipParty.partnership))
        .order_by(Partnership.sort_key, Partnership.id)
    )
    if published:
        wanted = wanted.where(Partnership.published_at.is_not(None))
    return list(db.scalars(wanted))


def of_project(db: orm.Session, project_id: int, *, published: bool = True) -> list[Partnership]:
    """Those that came about within a project, by the alphabet; hidden ones only where `published` is False."""
    wanted = select(Partnership).where(Partnership.project_id == project_id)
    if published:
        wanted = wanted.where(Partnership.published_at.is_not(None))
    return list(db.scalars(wanted.order_by(Partnership.sort_key, Partnership.id)))


def document_file(
    db: orm.Session, slug: str, document_id: int
) -> tuple[PartnershipDocument, StoredFile] | None:
    """A document of a published partnership with its file; None where there is none of these."""
    wanted = (
        select(PartnershipDocument, StoredFile)
        .join(PartnershipDocument.file)
        .join(PartnershipDocument.partnership)
        .where(
            PartnershipDocument.id == document_id,
            Partnership.slug == slug,
            Partnership.published_at.is_not(None),
        )
    )
    row = db.execute(wanted).one_or_none()
    return (row[0], row[1]) if row else None


def _one(db: orm.Session, wanted: Select[Partnership]) -> Partnership | None:
    return db.scalars(wanted.options(*_everything())).one_or_none()


def _everything() -> tuple[orm.interfaces.ORMOption, ...]:
    """What describes a party asks for its county and voivodeship."""
    place = orm.joinedload(Organisation.parent).joinedload(Organisation.parent)
    parties = orm.selectinload(Partnership.parties).joinedload(PartnershipParty.organisation)
    documents = orm.selectinload(Partnership.documents)
    components = orm.selectinload(Partnership.components)
    signatories = documents.selectinload(PartnershipDocument.signatories)
    return (
        parties.options(place),
        documents.joinedload(PartnershipDocument.file),
        signatories.joinedload(Signatory.party).joinedload(PartnershipParty.organisation),
        components.selectinload(Component.products),
        components.joinedload(Component.needs).joinedload(Product.component),
        orm.selectinload(Partnership.steps),
        orm.joinedload(Partnership.selector),
        orm.joinedload(Partnership.project),
    )
