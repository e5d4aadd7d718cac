"""Adding an item and changing its texts."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import orm, select

from registration.accounts.audit import Actor
from registration.core.text import clean, slug
from registration.core.tokens import new_public_id
from registration.forum.models import Forum, Meeting
from registration.news.errors import (
    AddressFixed,
    AddressTaken,
    BadAddress,
    LinkUnknown,
    TextTooLong,
    TitleMissing,
)
from registration.news.models import NewsItem
from registration.news.services.changes import Editing, locked, note, tell
from registration.partners.models import Organisation, Partnership
from registration.trainings.models import Event

LIMITS = {"title": 200, "slug": 100, "lead": 600, "text": 20_000, "signed": 100, "source": 2_000}
PROSE = ("lead", "text", "source")
SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = frozenset({"feed", "pictures"})


@dataclass(frozen=True)
class NewsCommand:
    """What the form says. An empty `slug` asks for a proposal."""

    title: str
    lead: str = ""
    text: str = ""
    signed: str = ""
    source: str = ""
    slug: str = ""
    event_id: int | None = None
    meeting_id: int | None = None
    partnership_id: int | None = None


def add_item(
    db: orm.Session,
    organisation: Organisation,
    command: NewsCommand,
    *,
    actor: Actor,
    now: datetime,
    sample: bool = False,
) -> NewsItem:
    """A new draft. Raises what `change_item` raises of its values."""
    item = NewsItem(
        organisation=organisation, public_id=new_public_id(), created_at=now, changed_at=now, sample=sample
    )
    with db.no_autoflush:
        _write(db, item, command)
    db.add(item)
    db.flush()
    after = {name: value for name, value in facts(item).items() if value}
    tell(db, item, "news.added", {}, after, Editing(item.id, None, actor, now))
    return item


def change_item(db: orm.Session, editing: Editing, command: NewsCommand) -> NewsItem:
    """Change the texts and what it is about.

    Raises NoSuchNews, NewsChanged; by field: TitleMissing, TextTooLong, BadAddress, AddressTaken, AddressFixed,
    LinkUnknown.
    """
    item = locked(db, editing)
    before = facts(item)
    with db.no_autoflush:
        _write(db, item, command)
    note(db, item, "news.changed", before, facts(item), editing)
    return item


def facts(item: NewsItem) -> dict[str, Any]:
    """As the history keeps them."""
    told: dict[str, Any] = {f"news_{name}": getattr(item, name) or "" for name in LIMITS}
    event, meeting, partnership = item.event, item.meeting, item.partnership
    return told | {
        "news_event": event.title if event else "",
        "news_meeting": f"{meeting.forum.name}, {meeting.numeral or '–'}" if meeting else "",
        "news_partnership": partnership.working_name if partnership else "",
    }


def _write(db: orm.Session, item: NewsItem, command: NewsCommand) -> None:
    told = {name: _tidied(name, getattr(command, name)) for name in LIMITS}
    if not told["title"]:
        raise TitleMissing
    told["slug"] = _address(db, item, told["title"], told["slug"])
    item.event = _linked_event(db, item.organisation.id, command.event_id)
    item.meeting = _linked_meeting(db, item.organisation.id, command.meeting_id)
    item.partnership = _linked_partnership(db, item.organisation.id, command.partnership_id)
    for name, value in told.items():
        setattr(item, name, value)


def _tidied(name: str, value: str) -> str:
    text = clean(value, multiline=name in PROSE)
    if len(text) > LIMITS[name]:
        raise TextTooLong(field=name, limit=LIMITS[name])
    return text


def _address(db: orm.Session, item: NewsItem, title: str, wanted: str) -> str:
    """The typed address, or one made of the title that is free; a published item keeps its own."""
    if item.published_at is not None:
        if wanted and wanted != item.slug:
            raise AddressFixed
        return item.slug
    if wanted:
        if not SLUG.fullmatch(wanted) or wanted in RESERVED:
            raise BadAddress
        if _taken(db, item, wanted):
            raise AddressTaken
        return wanted
    base = slug(title, fallback="aktualnosc")[:80].strip("-")
    tries = (base if number == 1 else f"{base}-{number}" for number in range(1, 10_000))
    return next(one for one in tries if one not in RESERVED and not _taken(db, item, one))


def _taken(db: orm.Session, item: NewsItem, address: str) -> bool:
    found = db.scalar(select(NewsItem.id).where(NewsItem.slug == address))
    return found is not None and found != item.id


def _linked_event(db: orm.Session, owner_id: int, event_id: int | None) -> Event | None:
    if event_id is None:
        return None
    found = db.get(Event, event_id)
    if found is None or found.organisation_id != owner_id:
        raise LinkUnknown(field="event_id")
    return found


def _linked_meeting(db: orm.Session, owner_id: int, meeting_id: int | None) -> Meeting | None:
    if meeting_id is None:
        return None
    wanted = select(Meeting).join(Forum).where(Meeting.id == meeting_id, Forum.organisation_id == owner_id)
    found = db.scalars(wanted).one_or_none()
    if found is None:
        raise LinkUnknown(field="meeting_id")
    return found


def _linked_partnership(db: orm.Session, owner_id: int, partnership_id: int | None) -> Partnership | None:
    """One's own, or a published one: many tell of the same partnership."""
    if partnership_id is None:
        return None
    found = db.get(Partnership, partnership_id)
    if found is None or (found.organisation_id != owner_id and found.published_at is None):
        raise LinkUnknown(field="partnership_id")
    return found
