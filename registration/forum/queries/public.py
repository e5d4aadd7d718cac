"""What everybody may read: forums, their members and meetings, one meeting. Plans are the desk's own."""

import re
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, orm, select
from sqlalchemy.orm.interfaces import ORMOption

from registration.forum.models import AgendaItem, Forum, Meeting, MeetingState, Vote
from registration.trainings.models import EventSession

Chosen = TypeVar("Chosen")
_NUMBER = re.compile(r"([1-9]\d{0,5})-(\d{4})")


@dataclass(frozen=True)
class Listed:
    """A forum in the list, with how many meetings the public may know of."""

    forum: Forum
    meetings: int


def forums(db: orm.Session) -> list[Listed]:
    """All forums by name."""
    counted = select(func.count()).where(Meeting.forum_id == Forum.id, _public()).scalar_subquery()
    wanted = select(Forum, counted).order_by(Forum.sample, Forum.name, Forum.id)
    return [Listed(forum, meetings) for forum, meetings in db.execute(wanted)]


def forum(db: orm.Session, slug: str) -> Forum | None:
    """One forum with its members."""
    wanted = select(Forum).where(Forum.slug == slug).options(orm.selectinload(Forum.members))
    return db.scalar(wanted)


def meetings(db: orm.Session, forum_id: int) -> list[Meeting]:
    """Its public meetings, the latest first, those without a day last."""
    wanted = in_order(select(Meeting).where(Meeting.forum_id == forum_id, _public()))
    return list(db.scalars(wanted.options(*programme(), orm.joinedload(Meeting.minutes))))


def meeting(db: orm.Session, slug: str, name: str) -> Meeting | None:
    """One public meeting by "1-2026" or, without a number, by its public id, with all that its page shows."""
    wanted = select(Meeting).join(Meeting.forum).where(Forum.slug == slug, _public(), _named(name))
    return db.scalar(wanted.options(*whole()))


def whole() -> tuple[ORMOption, ...]:
    """How to load a meeting with everything that its minutes show, in a constant number of queries."""
    votes = orm.selectinload(Meeting.items).selectinload(AgendaItem.votes)
    return (
        orm.joinedload(Meeting.forum),
        orm.joinedload(Meeting.minutes),
        orm.joinedload(Meeting.rules),
        orm.selectinload(Meeting.presences),
        votes.joinedload(Vote.resolution),
        *programme(),
    )


@dataclass(frozen=True)
class Neighbours:
    """The meetings before and after one, None at the ends."""

    previous: Meeting | None
    following: Meeting | None


def neighbours(db: orm.Session, of: Meeting) -> Neighbours:
    """The forum's public meetings held just before and just after."""
    others = select(Meeting.id).where(Meeting.forum_id == of.forum_id, _public())
    ids = [None, *db.scalars(in_order(others)), None]
    place = ids.index(of.id)
    following, previous = ids[place - 1], ids[place + 1]
    found = {one.id: one for one in db.scalars(select(Meeting).where(Meeting.id.in_([previous, following])))}
    return Neighbours(found.get(previous or 0), found.get(following or 0))


def _public() -> ColumnElement[bool]:
    return Meeting.state != MeetingState.PLANNED


def _named(name: str) -> ColumnElement[bool]:
    number = _NUMBER.fullmatch(name)
    if number is None:
        return (Meeting.public_id == name) & Meeting.number.is_(None)
    return (Meeting.number == int(number[1])) & (Meeting.year == int(number[2]))


def programme() -> tuple[ORMOption, ...]:
    """With the session, its event and its day."""
    session = orm.joinedload(Meeting.session)
    return session.joinedload(EventSession.event), session.joinedload(EventSession.day)


def in_order(wanted: Select[Chosen]) -> Select[Chosen]:
    """The latest meeting first, those without a day last."""
    by_start = EventSession.starts_at.desc().nulls_last()
    return wanted.join(EventSession, Meeting.session_id == EventSession.id).order_by(
        by_start, Meeting.id.desc()
    )
