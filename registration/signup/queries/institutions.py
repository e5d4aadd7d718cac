"""Institutions that participants typed by hand: the same text once, however it is written, with what may be meant."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, orm, select, true

from registration.core.text import clean, natural_key, search_key
from registration.partners import queries as partners
from registration.partners.models import Organisation
from registration.signup.models import Registration
from registration.trainings.models import Event


@dataclass(frozen=True)
class Typed:
    """One text that nobody has linked: `first_id` is the registration by which its page is named, since no text that
    a person has typed stands in an address."""

    first_id: int
    spellings: tuple[str, ...]
    people: int
    proposed: tuple[Organisation, ...] = ()
    """What the same text was linked to before."""


def same_text(typed: str) -> str:
    """What two spellings of one institution have in common: neither case, spaces nor marks count."""
    return search_key(typed) or clean(typed).casefold()


def typed_by_hand(db: orm.Session, within: Collection[int] | None) -> list[Typed]:
    """All texts without an institution, of the events of these organisations (ids; None for all), the most frequent
    first."""
    wanted = _texts(within).where(Registration.organisation_id.is_(None)).group_by(Registration.institution)
    former, groups = _former(db, within), defaultdict[str, list[tuple[str, int, int]]](list)
    for text, people, first in db.execute(wanted):
        groups[same_text(text)].append((text, people, first))
    known = _institutions(db, {one for key in groups for one in former.get(key, ())})
    found = [_one(rows, former.get(key, ()), known) for key, rows in groups.items()]
    return sorted(found, key=lambda one: (-one.people, natural_key(one.spellings[0]), one.first_id))


def typed_like(db: orm.Session, registration_id: int, within: Collection[int] | None) -> Typed | None:
    """The text of one registration with what may be meant by it; None where it is linked or out of reach."""
    registration = in_reach(db, registration_id, within)
    if registration is None or registration.organisation_id is not None:
        return None
    key = same_text(registration.institution)
    group = next(one for one in typed_by_hand(db, within) if same_text(one.spellings[0]) == key)
    meant = {one.id: one for one in (*group.proposed, *partners.meant(db, registration.institution))}
    return Typed(group.first_id, group.spellings, group.people, tuple(meant.values()))


def in_reach(db: orm.Session, registration_id: int, within: Collection[int] | None) -> Registration | None:
    """The registration, if its event is one of theirs."""
    wanted = select(Registration).join(Registration.event).where(Registration.id == registration_id)
    return db.scalar(wanted.where(_reached(within)))


def to_link(db: orm.Session, text: str, within: Collection[int] | None) -> list[Registration]:
    """Every registration with the same text, to be changed in this transaction."""
    every = select(Registration.id, Registration.institution).join(Registration.event).where(_reached(within))
    key = same_text(text)
    ids = [
        number
        for number, typed in db.execute(every.where(Registration.organisation_id.is_(None)))
        if same_text(typed) == key
    ]
    return [one for some in _in_parts(ids) for one in _locked(db, some)]


def _locked(db: orm.Session, ids: Collection[int]) -> Iterable[Registration]:
    held = select(Registration).where(Registration.id.in_(ids), Registration.organisation_id.is_(None))
    held = held.options(orm.joinedload(Registration.event, innerjoin=True)).order_by(Registration.id)
    return db.scalars(held.with_for_update(of=Registration).execution_options(populate_existing=True))


def _in_parts(ids: list[int], size: int = 500) -> Iterator[list[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _reached(within: Collection[int] | None) -> ColumnElement[bool]:
    return true() if within is None else Event.organisation_id.in_(within)


def _texts(within: Collection[int] | None) -> Select[str, int, int]:
    columns = Registration.institution, func.count(), func.min(Registration.id)
    return select(*columns).join(Registration.event).where(_reached(within))


def _former(db: orm.Session, within: Collection[int] | None) -> dict[str, set[int]]:
    """What texts were linked to, of the same organisers' events: other owners' participants are not looked at."""
    linked = (
        select(Registration.institution, Registration.organisation_id)
        .join(Registration.event)
        .where(Registration.organisation_id.is_not(None), _reached(within))
        .distinct()
    )
    found = defaultdict[str, set[int]](set)
    for text, organisation_id in db.execute(linked):
        if organisation_id is not None:
            found[same_text(text)].add(organisation_id)
    return found


def _institutions(db: orm.Session, ids: Collection[int]) -> dict[int, Organisation]:
    wanted = select(Organisation).where(Organisation.id.in_(ids), Organisation.valid_until.is_(None))
    return {one.id: one for one in db.scalars(wanted.options(*partners.with_parents()))} if ids else {}


def _one(rows: list[tuple[str, int, int]], former: Collection[int], known: dict[int, Organisation]) -> Typed:
    rows.sort(key=lambda row: (-row[1], row[0]))
    return Typed(
        min(first for _text, _people, first in rows),
        tuple(text for text, _people, _first in rows),
        sum(people for _text, people, _first in rows),
        tuple(known[one] for one in sorted(former) if one in known),
    )
