"""The attendance list: which members were present on the day, and who spoke for them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, orm, select

from registration.accounts.audit import Actor
from registration.forum import commands, errors
from registration.forum.models import (
    AgendaItem,
    ForumMember,
    Meeting,
    MeetingPresence,
    MeetingState,
    PresenceState,
    Vote,
)
from registration.forum.queries import writing
from registration.forum.queries.meeting import entitled
from registration.forum.services import audit, words


def record_presence(
    db: orm.Session, wanted: commands.RecordPresence, actor: Actor, now: datetime
) -> list[MeetingPresence]:
    """Write the attendance list, under the names of the day. Members who are not named are absent.

    Raises NoSuchMeeting, MinutesApproved, WrongState, NotAMember, TooLong; VotesOutnumber when more took part
    in a vote than would be present.
    """
    meeting = writing.open_meeting(db, wanted.meeting_id, MeetingState.IN_SESSION, MeetingState.CLOSED)
    members, given = entitled(meeting), {row.member_id: row for row in wanted.rows}
    if not given.keys() <= {member.id for member in members}:
        raise errors.NotAMember
    before = summary(meeting)
    _keep_only(meeting, members)
    for position, member in enumerate(members):
        _fill(meeting, member, position, given.get(member.id))
    _refuse_fewer_than_voted(db, meeting)
    meeting.updated_at = now
    audit.of_meeting(db, actor, "meeting.presence_recorded", meeting, now, before, summary(meeting))
    db.flush()
    return list(meeting.presences)


def summary(meeting: Meeting) -> dict[str, Sequence[str]]:
    """What the audit trail says of the list."""
    rows = sorted(meeting.presences, key=lambda row: row.position)
    return {state: [row.member_name for row in rows if row.state is state] for state in PresenceState}


def _keep_only(meeting: Meeting, members: Sequence[ForumMember]) -> None:
    ids = {member.id for member in members}
    for row in [row for row in meeting.presences if row.member_id not in ids]:
        meeting.presences.remove(row)


def _fill(meeting: Meeting, member: ForumMember, position: int, given: commands.PresenceRow | None) -> None:
    row = next((row for row in meeting.presences if row.member_id == member.id), None)
    if row is None:
        row = MeetingPresence(member_id=member.id, member_name=member.name)
        meeting.presences.append(row)
    given = given or commands.PresenceRow(member.id, PresenceState.ABSENT)
    row.position, row.state = position, given.state
    row.represented_by = words.line(given.represented_by, "represented_by")
    row.post = words.line(given.post, "post")


def _refuse_fewer_than_voted(db: orm.Session, meeting: Meeting) -> None:
    counted = select(func.max(Vote.present)).join(AgendaItem)
    voted = db.scalar(counted.where(AgendaItem.meeting_id == meeting.id, Vote.struck_at.is_(None))) or 0
    if voted > meeting.present:
        raise errors.VotesOutnumber(num=voted)
