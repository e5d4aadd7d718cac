"""Doing what a plan says, in one short transaction: many rows by few statements."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, orm, select, update

from registration.accounts.audit import Actor, Noted, record_all
from registration.partners.models import Contact, ContactImport, ContactList, ContactListEntry
from registration.partners.services.contacts.importing.planning import COLUMNS, Change, Plan
from registration.partners.services.contacts.importing.report import HIDDEN, labelled
from registration.partners.services.contacts.noting import KIND

_AT_A_TIME = 500


def apply(
    db: orm.Session,
    imported: ContactImport,
    plan: Plan,
    names: dict[int, str],
    *,
    actor: Actor,
    now: datetime,
) -> list[int]:
    """Add and change; the numbers of all whom the file names."""
    new = _add(db, imported, plan, now)
    for start in range(0, len(plan.changed), _AT_A_TIME):
        _change(db, plan.changed[start : start + _AT_A_TIME], now)
    lines: list[Noted] = [
        ("contact.imported", (KIND, one), ({}, {"contact_file": imported.file_name})) for one in new
    ]
    lines += [_noted(one, names) for one in plan.changed]
    record_all(db, actor, lines, now=now, organisation_id=imported.owner_id)
    return [*new, *plan.here]


def fill_list(
    db: orm.Session, owner_id: int, list_id: int | None, contact_ids: Sequence[int], day: date
) -> None:
    """Put them into the chosen list, unless it was deleted meanwhile."""
    known = db.get(ContactList, list_id, with_for_update=True) if list_id is not None else None
    if known is None or known.owner_id != owner_id:
        return
    present = ContactListEntry.list_id == known.id, ContactListEntry.until.is_(None)
    there = set(db.scalars(select(ContactListEntry.contact_id).where(*present)))
    new = [one for one in dict.fromkeys(contact_ids) if one not in there]
    if new:
        db.execute(
            insert(ContactListEntry),
            [{"list_id": known.id, "contact_id": one, "since": day, "until": None} for one in new],
        )


def _add(db: orm.Session, imported: ContactImport, plan: Plan, now: datetime) -> list[int]:
    if not plan.added:
        return []
    fixed = {
        "owner_id": imported.owner_id,
        "created_at": now,
        "updated_at": now,
        "edition": 0,
        "sample": False,
    }
    rows = [{**{name: one.values[name] for name in COLUMNS}, **fixed} for one in plan.added]
    return list(db.scalars(insert(Contact).returning(Contact.id, sort_by_parameter_order=True), rows))


def _change(db: orm.Session, changes: Sequence[Change], now: datetime) -> None:
    """Each has its own columns; those of one shape go together."""
    shapes: dict[frozenset[str], list[dict[str, Any]]] = {}
    for one in changes:
        shapes.setdefault(frozenset(one.after), []).append({"id": one.known.id, **one.after})
    for rows in shapes.values():
        db.execute(update(Contact), [{**row, "updated_at": now} for row in rows])
    ids = [one.known.id for one in changes]
    db.execute(
        update(Contact).where(Contact.id.in_(ids)).values(edition=Contact.edition + 1),
        execution_options={"synchronize_session": False},
    )


def _noted(one: Change, names: dict[int, str]) -> Noted:
    sides = (
        dict(labelled(name, value, names) for name, value in side.items() if name not in HIDDEN)
        for side in (one.before, one.after)
    )
    before, after = sides
    return "contact.updated", (KIND, one.known.id or 0), (before, after)
