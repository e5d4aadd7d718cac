"""Contacts that may be one and the same person: the same address, the same name in one institution, a similar name."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations

from sqlalchemy import orm, select

from registration.core.text import search_key
from registration.partners.models import Contact, ToldApart

MOST_PAIRS = 200
MOST_IN_A_GROUP = 30
"""An office of two hundred people who share an address is no riddle."""
ALIKE = 0.85


class Likeness(StrEnum):
    """Why two contacts may be one, the surest first."""

    ADDRESS = "same address"
    NAME = "same name and institution"
    SIMILAR = "similar name"


@dataclass(frozen=True)
class Seen:
    """What of a contact is compared."""

    id: int
    name: str
    post: str
    place: tuple[int | None, str]
    address: tuple[int, str]
    ended: bool


def pairs(db: orm.Session, owners: Collection[int] | None) -> list[tuple[int, int, Likeness]]:
    """(one, the other, why) of contacts of one owner each, at most two hundred; the older one stands first. Those who
    were told apart are left out."""
    seen = _seen(db, owners)
    apart = {
        (row.contact_id, row.other_id) for row in db.execute(select(ToldApart.contact_id, ToldApart.other_id))
    }
    found: dict[tuple[int, int], Likeness] = {}
    for why, one, other in _alike(seen):
        if len(found) == MOST_PAIRS:
            break
        ids = min(one.id, other.id), max(one.id, other.id)
        if ids not in apart:
            found.setdefault(ids, why)
    return [(*ids, why) for ids, why in found.items()]


def _seen(db: orm.Session, owners: Collection[int] | None) -> list[Seen]:
    columns = (Contact.name, Contact.post, Contact.organisation_id, Contact.unlinked, Contact.email_key)
    wanted = select(Contact.id, Contact.owner_id, *columns, Contact.held_until).order_by(Contact.id)
    if owners is not None:
        wanted = wanted.where(Contact.owner_id.in_(owners))
    return [
        Seen(
            id=row.id,
            name=" ".join(sorted(search_key(row.name).split())),
            post=search_key(row.post),
            place=(row.organisation_id, f"{row.owner_id} {search_key(row.unlinked)}"),
            address=(row.owner_id, row.email_key),
            ended=row.held_until is not None,
        )
        for row in db.execute(wanted)
    ]


def _alike(seen: list[Seen]) -> Iterator[tuple[Likeness, Seen, Seen]]:
    by_address = _grouped((one.address, one) for one in seen if one.address[1])
    by_place = _grouped((one.place, one) for one in seen)
    for group in by_address:
        yield from ((Likeness.ADDRESS, *two) for two in _candidates(group) if _may_be_one(*two))
    for group in by_place:
        for one, other in _candidates(group):
            if one.name and one.name == other.name:
                yield Likeness.NAME, one, other
            elif one.name and other.name and _similar(one.name, other.name):
                yield Likeness.SIMILAR, one, other
            elif one.post == other.post and not (one.name and other.name) and _agree(one, other):
                yield Likeness.NAME, one, other


def _grouped(pairs: Iterable[tuple[object, Seen]]) -> list[list[Seen]]:
    groups: dict[object, list[Seen]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return [group for group in groups.values() if len(group) > 1]


def _candidates(group: list[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Pairs of neighbours by name; whoever has left a post and has another is two contacts on purpose."""
    ordered = sorted(group, key=lambda one: (one.name, one.id))
    for start in range(0, len(ordered), MOST_IN_A_GROUP):
        for one, other in combinations(ordered[start : start + MOST_IN_A_GROUP], 2):
            if one.post == other.post or not (one.ended or other.ended):
                yield one, other


def _may_be_one(one: Seen, other: Seen) -> bool:
    """Of one address: a name is missing, or the two have a word in common."""
    if not one.name or not other.name:
        return one.post == other.post or not (one.name or other.name)
    return bool(set(one.name.split()) & set(other.name.split())) or _similar(one.name, other.name)


def _agree(one: Seen, other: Seen) -> bool:
    return one.address == other.address or not (one.address[1] and other.address[1])


def _similar(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
