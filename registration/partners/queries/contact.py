"""Reading contacts and their lists."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, orm, select

from registration.accounts.models import AuditLine
from registration.core.text import search_key
from registration.partners.models import Contact, ContactList, ContactListEntry, Organisation
from registration.partners.queries.organisation import containing

_LONGEST_SEARCH_WORDS = 8
_ACCOUNTED_FOR = (
    "contacts.exported",
    "contacts.imported",
    "contact.erased",
    "contact.merged",
    "contact_list.deleted",
)


class Standing(StrEnum):
    """Whether the post is held on the day that is asked for."""

    CURRENT = "current"
    FORMER = "former"


@dataclass(frozen=True)
class ContactFilters:
    """What the list is asked for: `owners` whose contacts (None: everybody's), on what day, of which list, where."""

    day: date
    owners: frozenset[int] | None = None
    text: str = ""
    list_id: int | None = None
    institution: str = ""
    standing: Standing | None = None


def listed(filters: ContactFilters) -> Select[Contact]:
    """All that fit, by the last name, with what describes their institutions."""
    wanted = select(Contact).outerjoin(Contact.organisation).where(*_conditions(filters))
    return wanted.options(*with_institutions()).order_by(Contact.sort_key, Contact.id)


def listed_ids(filters: ContactFilters) -> Select[int]:
    """The numbers of all that fit."""
    wanted = select(Contact.id).outerjoin(Contact.organisation).where(*_conditions(filters))
    return wanted.order_by(Contact.id)


def with_institutions() -> tuple[orm.interfaces.ORMOption, ...]:
    """Loads the institution with its county and voivodeship in the same statement."""
    institution = orm.contains_eager(Contact.organisation)
    above = institution.joinedload(Organisation.parent).joinedload(Organisation.parent)
    return above, orm.selectinload(Contact.owner)


def _conditions(filters: ContactFilters) -> list[ColumnElement[bool]]:
    found = [*_containing(filters.text), *_where(filters.institution), *_standing(filters)]
    if filters.owners is not None:
        found.append(Contact.owner_id.in_(filters.owners) if filters.owners else false())
    if filters.list_id is not None:
        found.append(Contact.id.in_(in_list(filters.list_id, filters.day)))
    return found


def _containing(text: str) -> list[ColumnElement[bool]]:
    """Every word stands in the name, post, address, number, or in the institution's name: "nowak lask"."""
    words = search_key(text).split()[:_LONGEST_SEARCH_WORDS]
    columns = (Contact.search_key, Organisation.search_key)
    return [or_(*(column.contains(word, autoescape=True) for column in columns)) for word in words]


def _where(institution: str) -> list[ColumnElement[bool]]:
    """Institutions that fit, or contacts whose institution nobody has linked and whose words are the same."""
    if not institution.strip():
        return []
    return [or_(and_(*containing(institution)), Contact.unlinked == institution.strip())]


def _standing(filters: ContactFilters) -> list[ColumnElement[bool]]:
    if filters.standing is Standing.CURRENT:
        return [on_day(filters.day)]
    return [Contact.held_until < filters.day] if filters.standing is Standing.FORMER else []


def on_day(day: date) -> ColumnElement[bool]:
    """Whose post it is on a day, as far as is known: lists as they were."""
    begun = or_(Contact.held_since.is_(None), Contact.held_since <= day)
    return and_(begun, or_(Contact.held_until.is_(None), Contact.held_until >= day))


def in_list(list_id: int, day: date) -> Select[int]:
    """The numbers of those who stand in a list on a day."""
    out = or_(ContactListEntry.until.is_(None), ContactListEntry.until > day)
    return select(ContactListEntry.contact_id).where(
        ContactListEntry.list_id == list_id, ContactListEntry.since <= day, out
    )


def find(db: orm.Session, contact_id: int) -> Contact | None:
    """One contact by id, with what its page shows."""
    wanted = select(Contact).outerjoin(Contact.organisation).where(Contact.id == contact_id)
    return db.scalars(wanted.options(*with_institutions())).one_or_none()


def lists_of(db: orm.Session, owners: Collection[int] | None) -> list[tuple[ContactList, int]]:
    """The lists of owners (None: all) by name, each with how many contacts stand in it now."""
    inside = func.count(ContactListEntry.id)
    still = and_(ContactListEntry.list_id == ContactList.id, ContactListEntry.until.is_(None))
    wanted = select(ContactList, inside).outerjoin(ContactListEntry, still).group_by(ContactList.id)
    if owners is not None:
        wanted = wanted.where(ContactList.owner_id.in_(owners))
    ordered = wanted.options(orm.selectinload(ContactList.owner)).order_by(
        ContactList.sort_key, ContactList.id
    )
    return [(one, number) for one, number in db.execute(ordered)]


def find_list(db: orm.Session, list_id: int) -> ContactList | None:
    """One list by id."""
    return db.get(ContactList, list_id)


def lists_with(db: orm.Session, contact_ids: Iterable[int]) -> dict[int, list[ContactList]]:
    """For each contact the lists in which it stands now, by name."""
    wanted = (
        select(ContactListEntry.contact_id, ContactList)
        .join(ContactListEntry.list)
        .where(ContactListEntry.contact_id.in_(list(contact_ids)), ContactListEntry.until.is_(None))
        .order_by(ContactList.sort_key)
    )
    found: dict[int, list[ContactList]] = {}
    for contact_id, one in db.execute(wanted):
        found.setdefault(contact_id, []).append(one)
    return found


def called_by_id(db: orm.Session, contact_ids: Iterable[int]) -> dict[int, Contact]:
    """Those contacts by number, with what describes their institutions."""
    wanted = select(Contact).outerjoin(Contact.organisation).where(Contact.id.in_(set(contact_ids)))
    return {one.id: one for one in db.scalars(wanted.options(*with_institutions()))}


def trail(owners: Collection[int] | None) -> Select[AuditLine]:
    """What left and came in by files, and who was erased or merged, of owners (None: all), newest first."""
    wanted = select(AuditLine).where(AuditLine.action.in_(_ACCOUNTED_FOR))
    if owners is not None:
        wanted = wanted.where(AuditLine.organisation_id.in_(owners))
    return wanted.order_by(AuditLine.id.desc())
