"""What can be done with a meeting in its present state: one next step, and the others."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.forum.models import Meeting, MeetingState, MinutesState
from registration.forum.views import pages

Step = tuple[str, str]
"""(text, address)."""


def next_step(meeting: Meeting) -> Step | None:
    """The one button of the meeting's page; None when nothing remains to be done."""
    steps = {
        MeetingState.PLANNED: _when_planned,
        MeetingState.CONVENED: _when_convened,
        MeetingState.IN_SESSION: _when_in_session,
        MeetingState.CLOSED: _when_closed,
    }
    return steps[meeting.state](meeting) if meeting.state in steps else None


def _when_planned(meeting: Meeting) -> Step:
    if not meeting.items:
        return _("Enter the agenda"), _to("agenda", meeting)
    return _("Convene the meeting"), _to("convene", meeting)


def _when_convened(meeting: Meeting) -> Step:
    return _("Open the meeting"), _to("open_meeting", meeting)


def _when_in_session(meeting: Meeting) -> Step:
    if not meeting.presences:
        return _("Fill in the attendance list"), _to("presence", meeting)
    return _("Close the meeting"), _to("close", meeting)


def _when_closed(meeting: Meeting) -> Step | None:
    state = meeting.minutes.state if meeting.minutes else None
    if state is MinutesState.DRAFT:
        return _("Approve the minutes"), _to("approve", meeting)
    return (_("Publish the minutes"), _to("publish", meeting)) if state is MinutesState.APPROVED else None


def other_steps(meeting: Meeting) -> list[Step]:
    """Links beside the button: what the state allows."""
    state, draft = meeting.state, not meeting.is_settled
    possible = (
        (draft and state is not MeetingState.CANCELLED, _("Agenda"), "agenda"),
        (draft and state in (MeetingState.IN_SESSION, MeetingState.CLOSED), _("Attendance list"), "presence"),
        (meeting.minutes is not None and meeting.opened_at is not None, _("Look at the minutes"), "minutes"),
        (state is MeetingState.CONVENED, _("Cancel the meeting"), "cancel"),
        (state in (MeetingState.PLANNED, MeetingState.RECORDED), _("Drop the meeting"), "drop"),
    )
    found = [(text, _to(page, meeting)) for allowed, text, page in possible if allowed]
    public = [(_("Public page"), pages.address_of(meeting))] if meeting.is_public else []
    return [*found, *public]


def _to(page: str, meeting: Meeting) -> str:
    return url_for(f"forum_desk.{page}", meeting_id=meeting.id)


def back_to_forum(forum_id: int, said: str) -> ResponseReturnValue:
    """Say what was done and show the forum's page."""
    flash(said, "success")
    return redirect(url_for("forum_desk.show", forum_id=forum_id), 303)
