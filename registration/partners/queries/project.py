"""Reading projects."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, orm, select

from registration.core.text import search_key
from registration.files.models import Rendition, StoredFile
from registration.partners.models import FundingLogo, FundingScheme, Organisation, Project, ProjectParty

_LONGEST_SEARCH_WORDS = 8


@dataclass(frozen=True)
class ProjectFilters:
    """What a list is asked for. `within`: ids of the organisations that keep them, None for all."""

    text: str = ""
    published: bool | None = None
    within: frozenset[int] | None = None


def find(db: orm.Session, project_id: int) -> Project | None:
    """One by id, with all that its pages show, in a number of statements that does not depend on how much it is."""
    return _one(db, select(Project).where(Project.id == project_id))


def public(db: orm.Session, slug: str) -> Project | None:
    """A published one by its address, with all that its page shows."""
    return _one(db, select(Project).where(Project.slug == slug, Project.published_at.is_not(None)))


def listed(filters: ProjectFilters) -> Select[Project]:
    """Those that fit, by the Polish alphabet."""
    words = search_key(filters.text).split()[:_LONGEST_SEARCH_WORDS]
    wanted = select(Project).where(*(Project.search_key.contains(word, autoescape=True) for word in words))
    if filters.published is not None:
        since = Project.published_at
        wanted = wanted.where(since.is_not(None) if filters.published else since.is_(None))
    if filters.within is not None:
        wanted = wanted.where(Project.organisation_id.in_(filters.within))
    return wanted.order_by(Project.sort_key, Project.id)


def kept_by(db: orm.Session, *organisation_ids: int) -> list[Project]:
    """Those to which events, forums and partnerships of the organisations can belong, by the Polish alphabet."""
    return list(db.scalars(listed(ProjectFilters(within=frozenset(organisation_ids)))))


def count_parties(db: orm.Session, ids: Collection[int]) -> dict[int, int]:
    """How many institutions are in each of the projects."""
    institutions = func.count(ProjectParty.organisation_id.distinct())
    counted = select(ProjectParty.project_id, institutions).group_by(ProjectParty.project_id)
    rows = db.execute(counted.where(ProjectParty.project_id.in_(ids)))
    return {row.project_id: row[1] for row in rows}


def of_organisation(db: orm.Session, organisation_id: int, *, published: bool = True) -> list[ProjectParty]:
    """Where an institution takes part, with the projects; hidden ones only where `published` is False."""
    wanted = (
        select(ProjectParty)
        .join(ProjectParty.project)
        .where(ProjectParty.organisation_id == organisation_id)
        .options(orm.contains_eager(ProjectParty.project))
        .order_by(Project.sort_key, Project.id, ProjectParty.position)
    )
    if published:
        wanted = wanted.where(Project.published_at.is_not(None))
    return list(db.scalars(wanted))


def funding_of(db: orm.Session, project_id: int) -> FundingScheme | None:
    """Who pays, with the logos, in one or two statements."""
    wanted = select(FundingScheme).where(FundingScheme.project_id == project_id)
    return db.scalars(wanted.options(orm.selectinload(FundingScheme.logos))).one_or_none()


def logo_file(db: orm.Session, sha256: str) -> StoredFile | None:
    """A size of a logo by its checksum, while a funding scheme shows it."""
    shown = (
        exists()
        .where(Rendition.file_id == StoredFile.id, FundingLogo.picture_id == Rendition.picture_id)
        .correlate(StoredFile)
    )
    return db.scalars(select(StoredFile).where(StoredFile.sha256 == sha256, shown)).one_or_none()


def _one(db: orm.Session, wanted: Select[Project]) -> Project | None:
    """What describes a party asks for its county and voivodeship, what it was called for its former names."""
    organisation = orm.selectinload(Project.parties).joinedload(ProjectParty.organisation)
    everything = (
        organisation.joinedload(Organisation.parent).joinedload(Organisation.parent),
        organisation.selectinload(Organisation.former_names),
        orm.joinedload(Project.funding).selectinload(FundingScheme.logos),
    )
    return db.scalars(wanted.options(*everything)).unique().one_or_none()
