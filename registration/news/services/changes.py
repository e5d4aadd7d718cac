"""What every change of an item shares: the lock, the edition, the line of the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.news.errors import NewsChanged, NoSuchNews
from registration.news.models import NewsItem


@dataclass(frozen=True)
class Editing:
    """Who edits which item, from a form of which edition (None: whatever it is now), when."""

    item_id: int
    edition: int | None
    actor: Actor
    now: datetime


def locked(db: orm.Session, editing: Editing) -> NewsItem:
    """The item as it is now. Raises NoSuchNews, NewsChanged."""
    found = db.get(NewsItem, editing.item_id, with_for_update={"of": NewsItem}, populate_existing=True)
    if found is None:
        raise NoSuchNews
    if editing.edition not in (None, found.edition):
        raise NewsChanged
    return found


def note(
    db: orm.Session,
    item: NewsItem,
    action: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: Editing,
) -> None:
    """Count the change and write it into the item's history; nothing where nothing differs."""
    was, now = audit.changes(before, after)
    if not now:
        return
    item.edition += 1
    item.changed_at = by.now
    db.flush()
    tell(db, item, action, was, now, by)


def tell(
    db: orm.Session,
    item: NewsItem,
    action: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: Editing,
) -> None:
    """One line of the history."""
    audit.record(
        db,
        by.actor,
        action,
        ("news", item.id),
        now=by.now,
        before=before,
        after=after,
        organisation_id=item.organisation_id,
    )
