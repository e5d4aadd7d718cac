"""Reading organisations."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, orm, select
from sqlalchemy.orm.interfaces import ORMOption

from registration.core.text import search_key
from registration.partners.models import EmailDomain, Organisation, OrganisationKind

_LONGEST_SEARCH_WORDS = 8


@dataclass(frozen=True)
class OrganisationFilters:
    """What the desk's list is asked for. `valid`: True only those that exist, False only ended ones, None all."""

    text: str = ""
    kind: OrganisationKind | None = None
    valid: bool | None = True
    runs_events: bool = False


def find(db: orm.Session, organisation_id: int) -> Organisation | None:
    """One organisation by id, with what its page shows."""
    wanted = select(Organisation).where(Organisation.id == organisation_id).options(*with_parents())
    return db.scalars(wanted).one_or_none()


def owners(db: orm.Session, ids: Collection[int] | None = None) -> list[Organisation]:
    """Those that events and forums can be given to, by the Polish alphabet: among `ids`, or all for None."""
    wanted = in_order(
        select(Organisation).where(Organisation.runs_events, Organisation.valid_until.is_(None))
    )
    if ids is not None:
        wanted = wanted.where(Organisation.id.in_(ids))
    return list(db.scalars(wanted))


@dataclass(frozen=True)
class Within:
    """What belongs to an institution: how many, and the first of them by the alphabet."""

    number: int
    first: list[Organisation]


def within(db: orm.Session, organisation_id: int, limit: int) -> Within:
    """Those that exist and belong to an institution: a county's communes, a commune's schools."""
    belongs = Organisation.parent_id == organisation_id, Organisation.valid_until.is_(None)
    number = db.scalar(select(func.count()).select_from(Organisation).where(*belongs)) or 0
    wanted = in_order(select(Organisation).where(*belongs)).options(*with_parents()).limit(limit)
    return Within(number, list(db.scalars(wanted)))


def in_order(wanted: Select[Organisation]) -> Select[Organisation]:
    """By the Polish alphabet."""
    return wanted.order_by(Organisation.sort_key, Organisation.teryt, Organisation.id)


def with_parents() -> tuple[ORMOption, ...]:
    """Loads what `labels.described` asks for: county and voivodeship, in the same statement."""
    return (orm.joinedload(Organisation.parent).joinedload(Organisation.parent),)


def listed(filters: OrganisationFilters) -> Select[Organisation]:
    """The desk's list: all that fit, with what describes them."""
    wanted = select(Organisation).where(*containing(filters.text)).options(*with_parents())
    if filters.kind is not None:
        wanted = wanted.where(Organisation.kind == filters.kind)
    if filters.valid is not None:
        ended = Organisation.valid_until
        wanted = wanted.where(ended.is_(None) if filters.valid else ended.is_not(None))
    if filters.runs_events:
        wanted = wanted.where(Organisation.runs_events)
    return in_order(wanted)


def containing(text: str) -> list[ColumnElement[bool]]:
    """Every word stands in the names, or begins the code: "lodz", "rawa maz", "1014"."""
    words = search_key(text).split()[:_LONGEST_SEARCH_WORDS]
    return [
        or_(
            Organisation.search_key.contains(word, autoescape=True),
            Organisation.teryt.startswith(word, autoescape=True),
        )
        for word in words
    ]


def by_teryt(db: orm.Session, code: str) -> Organisation | None:
    """The one that exists under a code as it is stored (`teryt.canonical`)."""
    wanted = select(Organisation).where(Organisation.teryt == code, Organisation.valid_until.is_(None))
    return db.scalars(wanted).one_or_none()


def called(db: orm.Session, typed: str, limit: int) -> list[Organisation]:
    """Those that exist and bear the name, whatever its case and marks; the nearest a person can mean."""
    key = search_key(typed.partition("(")[0])
    wanted = select(Organisation).where(*containing(key), Organisation.valid_until.is_(None))
    found = list(db.scalars(in_order(wanted).options(*with_parents()).limit(limit)))
    return [one for one in found if search_key(one.name) == key] or found


def by_domain(db: orm.Session, domain: str) -> list[Organisation]:
    """Those that exist and whose people write from a domain, in ASCII and lower case."""
    writes = select(EmailDomain.organisation_id).where(EmailDomain.domain == domain)
    wanted = select(Organisation).where(Organisation.id.in_(writes), Organisation.valid_until.is_(None))
    return list(db.scalars(in_order(wanted).options(*with_parents())))
