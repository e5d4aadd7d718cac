"""Keeping the event as it was before its last change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.core.database import Json
from registration.outbox.queries import count_made
from registration.trainings.hooks import row_keepers
from registration.trainings.models import Event, EventSnapshot
from registration.trainings.services.undoing.state import captured

ROOMS = "rooms"


def taken(db: orm.Session, event: Event) -> Json:
    """The event before a change, with what other rooms would lose with its rows."""
    rooms = {keeper.name: keeper.kept(db, event.id) for keeper in row_keepers}
    return {**captured(event), ROOMS: rooms}


def keep(
    db: orm.Session,
    event: Event,
    former: Json | None,
    actor: Actor,
    action: str,
    sides: tuple[Mapping[str, Any], Mapping[str, Any]],
    now: datetime,
) -> None:
    """Keep `former` until the next change; None: this change cannot be undone, nor any before it.

    After the hooks: they wait for the workers that are making mails of the event as it was.
    """
    known = db.get(EventSnapshot, event.id)
    if former is None:
        if known is not None:
            db.delete(known)
        return
    row = known or EventSnapshot(event_id=event.id)
    row.edition, row.action, row.actor_name, row.at = event.edition, action, actor.name, now
    row.mails = count_made(db, ("event", event.id))
    row.former, (row.before, row.after) = former, (dict(sides[0]), dict(sides[1]))
    db.add(row)
