"""What services read before they write: one thing by id, locked together with its meeting."""

from sqlalchemy import orm, select

from registration.forum.errors import (
    MinutesApproved,
    NoSuchForum,
    NoSuchItem,
    NoSuchMeeting,
    NoSuchVote,
    WrongState,
)
from registration.forum.models import AgendaItem, Forum, ForumRules, Meeting, MeetingState, Vote


def forum(db: orm.Session, forum_id: int) -> Forum:
    """The forum, locked until the end of the transaction. Raises NoSuchForum."""
    # Of the forum only: PostgreSQL locks no outer side of a join.
    wanted = select(Forum).where(Forum.id == forum_id).with_for_update(of=Forum)
    found = db.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise NoSuchForum
    return found


def rules_in_force(db: orm.Session, forum_id: int) -> ForumRules:
    """The latest version of the forum's rules."""
    wanted = select(ForumRules).where(ForumRules.forum_id == forum_id).order_by(ForumRules.version.desc())
    return db.scalars(wanted.limit(1)).one()


def meeting(db: orm.Session, meeting_id: int) -> Meeting:
    """The meeting, locked until the end of the transaction. Raises NoSuchMeeting."""
    wanted = select(Meeting).where(Meeting.id == meeting_id).with_for_update(of=Meeting)
    found = db.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise NoSuchMeeting
    return found


def open_meeting(db: orm.Session, meeting_id: int, *states: MeetingState) -> Meeting:
    """The meeting, locked, when it may still be changed. Raises MinutesApproved; WrongState when it is in
    none of the states (none given: any)."""
    found = meeting(db, meeting_id)
    if found.is_settled:
        raise MinutesApproved
    if states and found.state not in states:
        raise WrongState
    return found


def open_item(db: orm.Session, item_id: int, *states: MeetingState) -> AgendaItem:
    """The agenda item of a meeting that may still be changed, both locked. Errors as open_meeting;
    NoSuchItem."""
    found = db.get(AgendaItem, item_id)
    if found is None:
        raise NoSuchItem
    open_meeting(db, found.meeting_id, *states)
    db.refresh(found)
    return found


def open_vote(db: orm.Session, vote_id: int, *states: MeetingState) -> Vote:
    """The vote of a meeting that may still be changed, both locked. Errors as open_meeting; NoSuchVote."""
    found = db.get(Vote, vote_id)
    if found is None:
        raise NoSuchVote
    open_item(db, found.item_id, *states)
    db.refresh(found)
    return found
