"""The frame of every change of a partnership: locked, compared with the form's edition, noted, counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import orm

from registration.accounts.audit import Actor, changes
from registration.partners.errors.partnership import NoSuchPart, NoSuchPartnership, PartnershipChanged
from registration.partners.models import (
    Component,
    Partnership,
    PartnershipDocument,
    PartnershipParty,
    Product,
)
from registration.partners.services.partnerships.noting import facts, note


@dataclass(frozen=True)
class Editing:
    """Who changes which partnership, when; `edition` is the one that their form was filled with, None for any."""

    partnership_id: int
    edition: int | None
    actor: Actor
    now: datetime


@contextmanager
def changing(db: orm.Session, editing: Editing, action: str) -> Iterator[Partnership]:
    """The partnership as it is now; what the block does to it is written and noted, where it differs.

    Raises NoSuchPartnership, PartnershipChanged.
    """
    known = locked(db, editing)
    before = facts(known)
    yield known
    db.flush()
    sides = changes(before, facts(known))
    if sides[1]:
        known.edition += 1
        known.updated_at = editing.now
        db.flush()
        note(db, known, editing.actor, action, sides, editing.now)


def locked(db: orm.Session, editing: Editing) -> Partnership:
    """The partnership as it is now. Raises NoSuchPartnership, PartnershipChanged."""
    known = db.get(Partnership, editing.partnership_id, with_for_update=True, populate_existing=True)
    if known is None:
        raise NoSuchPartnership
    if editing.edition not in (None, known.edition):
        raise PartnershipChanged
    return known


Part = TypeVar("Part", PartnershipParty, PartnershipDocument, Component, Product)


def own(parts: list[Part], number: int) -> Part:
    """The part of that id. Raises NoSuchPart."""
    found = next((part for part in parts if part.id == number), None)
    if found is None:
        raise NoSuchPart
    return found


def moved(parts: list[Part], part: Part, by: int) -> list[Part]:
    """Move a part up (-1) or down (1) among the others; at the end it stays. Positions are counted anew."""
    order = list(parts)
    at = order.index(part)
    to = min(max(at + by, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return counted(order)


def counted(parts: list[Part]) -> list[Part]:
    """Give the parts their positions in the order in which they come."""
    for position, part in enumerate(parts):
        part.position = position
    return parts
