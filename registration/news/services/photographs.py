"""The photographs of an item: each described, in an order of their own."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import orm

from registration.core.text import clean
from registration.files import services as files
from registration.files.receiving import ReceivedPicture
from registration.files.services import Uploader
from registration.news.describing import Seen, captioned, described
from registration.news.errors import (
    DescribedAndDecorative,
    NoSuchPhotograph,
    NotDescribed,
    TextTooLong,
    TooManyPhotographs,
)
from registration.news.models import NewsItem, Photograph, SeenPerson
from registration.news.services.changes import Editing, locked, note

MOST = 12
MOST_PEOPLE = 40
LONGEST = 2_000


@dataclass(frozen=True)
class PhotographCommand:
    """What the form says. Empty texts are made of `place` and `people`, unless it is `decorative`."""

    place: str = ""
    people: tuple[Seen, ...] = ()
    alt: str = ""
    caption: str = ""
    decorative: bool = False


def completed(command: PhotographCommand) -> PhotographCommand:
    """With the texts that can be made. Raises NotDescribed, DescribedAndDecorative, TextTooLong."""
    told = PhotographCommand(
        clean(command.place),
        tuple(one for one in command.people if one.who or one.name)[:MOST_PEOPLE],
        clean(command.alt),
        clean(command.caption, multiline=True),
        command.decorative,
    )
    if told.decorative:
        if told.alt or told.people:
            raise DescribedAndDecorative
        return told
    alt = told.alt or described(told.place, told.people)
    if not alt:
        raise NotDescribed
    caption = told.caption or captioned(told.people)
    for field, text in (("alt", alt), ("caption", caption)):
        if len(text) > LONGEST:
            raise TextTooLong(field=field, limit=LONGEST)
    return PhotographCommand(told.place, told.people, alt, caption)


def add_photograph(
    db: orm.Session, editing: Editing, received: ReceivedPicture, command: PhotographCommand
) -> Photograph:
    """One more, at the end. Raises NoSuchNews, NewsChanged, TooManyPhotographs and what `completed` raises."""
    item = locked(db, editing)
    told = completed(command)
    if len(item.photographs) >= MOST:
        raise TooManyPhotographs(most=MOST)
    uploader = Uploader(editing.actor.id, editing.actor.name)
    picture = files.keep_picture(db, received, uploader, now=editing.now)
    made = Photograph(picture=picture, position=_next(item))
    _fill(made, told)
    item.photographs.append(made)
    db.flush()
    note(db, item, "news.photograph_added", {}, facts(made), editing)
    return made


def change_photograph(
    db: orm.Session, editing: Editing, photograph_id: int, command: PhotographCommand
) -> Photograph:
    """Other words for it. Raises NoSuchNews, NewsChanged, NoSuchPhotograph and what `completed` raises."""
    item = locked(db, editing)
    found, told = _of(item, photograph_id), completed(command)
    before = facts(found)
    _fill(found, told)
    db.flush()
    note(db, item, "news.photograph_changed", before, facts(found), editing)
    return found


def move_photograph(db: orm.Session, editing: Editing, photograph_id: int) -> None:
    """One place forward; the first stays. Raises NoSuchNews, NewsChanged, NoSuchPhotograph."""
    item = locked(db, editing)
    found = _of(item, photograph_id)
    order = list(item.photographs)
    place = order.index(found)
    if place == 0:
        return
    before = _order(order)
    order[place - 1], order[place] = order[place], order[place - 1]
    for position, one in enumerate(order):
        one.position = position
    db.flush()
    note(db, item, "news.photograph_moved", before, _order(order), editing)


def remove_photograph(db: orm.Session, editing: Editing, photograph_id: int) -> None:
    """It leaves the item; its bytes go by the sweep, when nothing else refers to them. Raises NoSuchPhotograph."""
    item = locked(db, editing)
    found = _of(item, photograph_id)
    before = facts(found)
    item.photographs.remove(found)
    db.flush()
    note(db, item, "news.photograph_removed", before, dict.fromkeys(before, ""), editing)


def facts(one: Photograph) -> dict[str, Any]:
    """As the history keeps them."""
    return {"news_alt": one.alt, "news_caption": one.caption, "news_decorative": one.decorative}


def _order(photographs: list[Photograph]) -> dict[str, Any]:
    return {"news_photographs": [one.alt or one.picture.name for one in photographs]}


def _next(item: NewsItem) -> int:
    return max((one.position for one in item.photographs), default=-1) + 1


def _of(item: NewsItem, photograph_id: int) -> Photograph:
    found = next((one for one in item.photographs if one.id == photograph_id), None)
    if found is None:
        raise NoSuchPhotograph
    return found


def _fill(one: Photograph, told: PhotographCommand) -> None:
    one.place, one.alt, one.caption, one.decorative = told.place, told.alt, told.caption, told.decorative
    one.people = [
        SeenPerson(position=position, who=clean(seen.who), name=clean(seen.name), posture=seen.posture)
        for position, seen in enumerate(told.people)
    ]
