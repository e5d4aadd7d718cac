"""The minutes as a whole: approved once, then published; from approval on nothing of the meeting changes."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.forum import commands, errors
from registration.forum.models import Meeting, MeetingState, Minutes, MinutesState
from registration.forum.queries import writing
from registration.forum.queries.meeting import day_of, venue_of
from registration.forum.services import audit, words


def approve(db: orm.Session, wanted: commands.ApproveMinutes, actor: Actor, now: datetime) -> Minutes:
    """Make the minutes final: names, day and place of the meeting are written down with them, since the forum
    and the programme live on.

    Raises NoSuchMeeting, MinutesApproved, WrongState (not closed), PresenceMissing, SignatureMissing,
    TooLong.
    """
    meeting = writing.open_meeting(db, wanted.meeting_id, MeetingState.CLOSED)
    _refuse_unsigned(meeting)
    minutes = _of(meeting)
    note = words.line(wanted.note, "note")
    # The meeting's own row is left alone: from this flush on the database refuses to change it.
    audit.of_meeting(
        db, actor, "minutes.approved", meeting, now, {"state": minutes.state}, {"state": "approved"}
    )
    _freeze(minutes, meeting)
    minutes.state, minutes.approval_note = MinutesState.APPROVED, note
    minutes.approved_at, minutes.approved_by = now, actor.name
    db.flush()
    return minutes


def _refuse_unsigned(meeting: Meeting) -> None:
    if not meeting.presences:
        raise errors.PresenceMissing
    if not (meeting.chair or meeting.chair_post) or not (meeting.secretary or meeting.secretary_post):
        raise errors.SignatureMissing


def _of(meeting: Meeting) -> Minutes:
    if meeting.minutes is None:
        raise errors.WrongState
    return meeting.minutes


def _freeze(minutes: Minutes, meeting: Meeting) -> None:
    event, forum = meeting.session.event, meeting.forum
    minutes.forum_name, minutes.forum_genitive = forum.name, forum.genitive
    minutes.held_on, minutes.zone = day_of(meeting), event.zone
    minutes.venue = venue_of(meeting)


def publish(db: orm.Session, meeting_id: int, actor: Actor, now: datetime) -> Minutes:
    """Show the approved minutes to everybody. Raises NoSuchMeeting, WrongState."""
    meeting = writing.meeting(db, meeting_id)
    minutes = _of(meeting)
    if minutes.state is not MinutesState.APPROVED:
        raise errors.WrongState
    minutes.state, minutes.published_at, minutes.published_by = MinutesState.PUBLISHED, now, actor.name
    audit.of_meeting(
        db, actor, "minutes.published", meeting, now, {"state": "approved"}, {"state": "published"}
    )
    db.flush()
    return minutes
