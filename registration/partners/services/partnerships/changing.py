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
from registration.partners.services.ordering import counted, moved, one_of
from registration.partners.services.partnerships.noting import facts, note

__all__ = ["Editing", "changing", "counted", "locked", "moved", "own"]


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
    only_it = {"of": Partnership}
    known = db.get(Partnership, editing.partnership_id, with_for_update=only_it, populate_existing=True)
    if known is None:
        raise NoSuchPartnership
    if editing.edition not in (None, known.edition):
        raise PartnershipChanged
    return known


Part = TypeVar("Part", PartnershipParty, PartnershipDocument, Component, Product)


def own(parts: list[Part], number: int) -> Part:
    """The part of that id. Raises NoSuchPart."""
    return one_of(parts, number, NoSuchPart)
