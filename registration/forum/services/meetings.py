"""The life of a meeting: planned, convened with a number, opened, closed; or cancelled."""

from datetime import datetime
from typing import Any

from sqlalchemy import orm, select

from registration.accounts.audit import Actor
from registration.core.dates import in_zone
from registration.core.tokens import new_public_id
from registration.forum import commands, errors
from registration.forum.models import Forum, Meeting, MeetingState, Minutes, Numbered
from registration.forum.queries import writing
from registration.forum.queries.meeting import day_of
from registration.forum.services import audit, words
from registration.forum.services.numbers import next_number
from registration.trainings.models import EventSession, SessionKind, Visibility


def create_meeting(db: orm.Session, wanted: commands.CreateMeeting, actor: Actor, now: datetime) -> Meeting:
    """Plan a meeting in a forum sitting; in one without times, note that it was held (MeetingState.RECORDED).

    It pins the rules in force. Raises NoSuchForum, NotASitting, SessionTaken, FormMissing, TooLong.
    """
    forum = writing.forum(db, wanted.forum_id)
    session = _free_sitting(db, forum, wanted.session_id)
    state = MeetingState.RECORDED if session.starts_at is None else MeetingState.PLANNED
    made = Meeting(
        public_id=new_public_id(),
        forum=forum,
        session=session,
        rules=writing.rules_in_force(db, forum.id),
        state=state,
        created_at=now,
        updated_at=now,
    )
    _set_particulars(made, wanted.particulars)
    db.add(made)
    db.flush()
    audit.of_meeting(db, actor, f"meeting.{state}", made, now, after={"session": session.title})
    db.flush()
    return made


def _free_sitting(db: orm.Session, forum: Forum, session_id: int) -> EventSession:
    session = db.get(EventSession, session_id)
    if session is None or session.kind is not SessionKind.FORUM_SITTING:
        raise errors.NotASitting
    if session.event.organisation_id != forum.organisation_id:
        raise errors.NotASitting
    if db.scalar(select(Meeting.id).where(Meeting.session_id == session_id)) is not None:
        raise errors.SessionTaken
    return session


def edit_meeting(db: orm.Session, wanted: commands.EditMeeting, actor: Actor, now: datetime) -> Meeting:
    """Change what the head of the minutes says. Raises NoSuchMeeting, MinutesApproved, FormMissing,
    TooLong."""
    meeting = writing.open_meeting(db, wanted.meeting_id)
    before = _particulars(meeting)
    _set_particulars(meeting, wanted.particulars)
    meeting.updated_at = now
    audit.of_meeting(db, actor, "meeting.edited", meeting, now, before, _particulars(meeting))
    db.flush()
    return meeting


_PARTICULARS = ("place", "chair", "chair_post", "secretary", "secretary_post")


def _set_particulars(meeting: Meeting, wanted: commands.Particulars) -> None:
    if wanted.form is None and meeting.state is not MeetingState.RECORDED:
        raise errors.FormMissing
    meeting.kind, meeting.form = wanted.kind, wanted.form
    meeting.guests = words.prose(wanted.guests, "guests")
    for name in _PARTICULARS:
        setattr(meeting, name, words.line(getattr(wanted, name), name))


def _particulars(meeting: Meeting) -> dict[str, Any]:
    plain = {name: getattr(meeting, name) for name in ("kind", "form", "guests", *_PARTICULARS[1:])}
    return {**plain, "meeting_place": meeting.place}


def convene(db: orm.Session, meeting_id: int, actor: Actor, now: datetime) -> Meeting:
    """Call the meeting: it gets its number of the year in which it is held, and its agenda becomes public.

    Raises NoSuchMeeting, WrongState, NoTimes, EventNotPublic, AgendaEmpty.
    """
    meeting = writing.open_meeting(db, meeting_id, MeetingState.PLANNED)
    _refuse_unready(meeting)
    day = day_of(meeting)
    if day is None:
        raise errors.NoTimes
    number = next_number(db, meeting.forum_id, day.year, Numbered.MEETING)
    meeting.year, meeting.number = day.year, number
    meeting.state, meeting.convened_at, meeting.updated_at = MeetingState.CONVENED, now, now
    meeting.minutes = Minutes()
    audit.of_meeting(db, actor, "meeting.convened", meeting, now, after={"number": meeting.numeral})
    db.flush()
    return meeting


def _refuse_unready(meeting: Meeting) -> None:
    if meeting.session.event.visibility in (Visibility.DRAFT, Visibility.CANCELLED):
        raise errors.EventNotPublic
    if not meeting.items:
        raise errors.AgendaEmpty


def open_meeting(db: orm.Session, wanted: commands.OpenMeeting, actor: Actor, now: datetime) -> Meeting:
    """Note when the chair opened the meeting; the labels of the agenda are fixed from here on.

    Raises NoSuchMeeting, WrongState, NotYet.
    """
    meeting = writing.open_meeting(db, wanted.meeting_id, MeetingState.CONVENED)
    if wanted.opened_at > now:
        raise errors.NotYet
    meeting.state, meeting.opened_at, meeting.updated_at = MeetingState.IN_SESSION, wanted.opened_at, now
    audit.of_meeting(db, actor, "meeting.opened", meeting, now, after={"at": wanted.opened_at.isoformat()})
    db.flush()
    return meeting


def close(db: orm.Session, wanted: commands.CloseMeeting, actor: Actor, now: datetime) -> Meeting:
    """Note when the chair closed the meeting. Raises NoSuchMeeting, WrongState, NotYet,
    ClosedBeforeOpened."""
    meeting = writing.open_meeting(db, wanted.meeting_id, MeetingState.IN_SESSION)
    if wanted.closed_at > now:
        raise errors.NotYet
    if meeting.opened_at is None or wanted.closed_at <= meeting.opened_at:
        raise errors.ClosedBeforeOpened(time=_clock(meeting))
    meeting.state, meeting.closed_at, meeting.updated_at = MeetingState.CLOSED, wanted.closed_at, now
    audit.of_meeting(db, actor, "meeting.closed", meeting, now, after={"at": wanted.closed_at.isoformat()})
    db.flush()
    return meeting


def _clock(meeting: Meeting) -> str:
    """ "9:05", by the clocks of the event."""
    if meeting.opened_at is None:
        return ""
    local = in_zone(meeting.opened_at, meeting.session.event.zone)
    return f"{local.hour}:{local.minute:02}"


def cancel(db: orm.Session, wanted: commands.CancelMeeting, actor: Actor, now: datetime) -> Meeting:
    """Say that a convened meeting is not held; its number stays with it. Raises WrongState, ReasonMissing."""
    meeting = writing.open_meeting(db, wanted.meeting_id, MeetingState.CONVENED)
    meeting.cancellation_reason = words.required(wanted.reason, errors.ReasonMissing)
    meeting.state, meeting.cancelled_at, meeting.updated_at = MeetingState.CANCELLED, now, now
    reason = {"reason": meeting.cancellation_reason}
    audit.of_meeting(db, actor, "meeting.cancelled", meeting, now, after=reason)
    db.flush()
    return meeting


def discard(db: orm.Session, meeting_id: int, actor: Actor, now: datetime) -> None:
    """Drop a plan or a record: there is no number and nothing was written. Raises NoSuchMeeting,
    WrongState."""
    meeting = writing.open_meeting(db, meeting_id, MeetingState.PLANNED, MeetingState.RECORDED)
    title = {"session": meeting.session.title}
    audit.of_forum(
        db, actor, "forum.meeting_discarded", meeting.forum, now, before=title, after={"session": ""}
    )
    db.delete(meeting)
    db.flush()
