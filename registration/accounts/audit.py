"""Writing the audit trail: one line for each change, in the change's own transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, orm, select, update

from registration.accounts.models import AuditLine
from registration.core.driver import QuickInsert

Noted = tuple[str, tuple[str, int], tuple[Mapping[str, Any], Mapping[str, Any]]]
"""(action, thing, (before, after)) of one change among many."""
_LINES = QuickInsert(AuditLine)


@dataclass(frozen=True)
class Actor:
    """Who acts: a signed-in user, a participant by personal link, or the program itself."""

    kind: str
    id: int | None = None
    name: str = ""


PROGRAM = Actor("program")


def record(
    db: orm.Session,
    actor: Actor,
    action: str,
    thing: tuple[str, int],
    *,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    organisation_id: int | None = None,
) -> None:
    """Note a change of `thing` (kind, id): only the values that differ, JSON-ready; no secrets, no needs.

    `action` is a word "thing.verb", whose sentence the package registers (registration.accounts.history).
    """
    _LINES.add(db, [_line(actor, action, thing, now, (before or {}, after or {}), organisation_id)])


def record_all(
    db: orm.Session,
    actor: Actor,
    done: Iterable[Noted],
    *,
    now: datetime,
    organisation_id: int | None = None,
) -> None:
    """Note many changes at once; of one organisation, or of the program's own things."""
    _LINES.add(
        db, [_line(actor, action, thing, now, sides, organisation_id) for action, thing, sides in done]
    )


def forget_values(db: orm.Session, thing: tuple[str, int]) -> None:
    """Erase what a thing was like, where that is a person's data to be erased. Who did what, and when, stays."""
    about = AuditLine.thing_kind == thing[0], AuditLine.thing_id == thing[1]
    db.execute(update(AuditLine).where(*about).values(before={}, after={}))


def _line(
    actor: Actor,
    action: str,
    thing: tuple[str, int],
    now: datetime,
    sides: tuple[Mapping[str, Any], Mapping[str, Any]],
    organisation_id: int | None,
) -> dict[str, Any]:
    before, after = sides
    return {
        "at": now,
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "action": action,
        "thing_kind": thing[0],
        "thing_id": thing[1],
        "organisation_id": organisation_id,
        "before": dict(before),
        "after": dict(after),
    }


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two sides of what differs."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def lines_about(thing: tuple[str, int], action: str = "") -> Select[AuditLine]:
    """The thing's lines, newest first; of one action only where it is named."""
    wanted = select(AuditLine).where(AuditLine.thing_kind == thing[0], AuditLine.thing_id == thing[1])
    if action:
        wanted = wanted.where(AuditLine.action == action)
    return wanted.order_by(AuditLine.id.desc())


def actions_of(db: orm.Session, thing: tuple[str, int]) -> list[str]:
    """What has been done to the thing, each action once."""
    about = AuditLine.thing_kind == thing[0], AuditLine.thing_id == thing[1]
    return list(db.scalars(select(AuditLine.action).where(*about).distinct()))


def history(db: orm.Session, thing: tuple[str, int], limit: int = 200) -> list[AuditLine]:
    """The thing's lines, newest first."""
    return list(db.scalars(lines_about(thing).limit(limit)))
