"""The desk: one meeting, its particulars, and the steps of its life, each on a page that names its effect."""

from datetime import datetime

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from registration.accounts import audit
from registration.core import clock
from registration.core.dates import in_zone
from registration.forum import commands, services, words
from registration.forum.errors import NoTimes
from registration.forum.forms import ConfirmForm, ParticularsForm, ReasonForm, TimeForm
from registration.forum.models import AgendaKind, Meeting, MeetingState
from registration.forum.queries.meeting import day_of, entitled, short_notice
from registration.forum.views import pages, wording
from registration.forum.views.blueprints import forum_desk
from registration.forum.views.desk import steps
from registration.forum.views.desk.doing import back_to_meeting, carry_out, own_meeting
from registration.web.caching import personal
from registration.web.forms import BaseForm
from registration.web.writing import reading


@forum_desk.get("/meetings/<int:meeting_id>")
def meeting(meeting_id: int) -> ResponseReturnValue:
    """One meeting: what to do next, its agenda with texts, votes and resolutions, its history."""
    found = own_meeting(meeting_id)
    page = render_template(
        "forum/desk/meeting.html",
        meeting=found,
        title=wording.meeting_title(found),
        next_step=steps.next_step(found),
        others=steps.other_steps(found),
        facts=_facts(found),
        quorum=wording.quorum(found),
        state=_state(found),
        wording=wording,
        writable=not found.is_settled and found.state in services.WRITABLE,
        held=not found.is_settled and found.state in services.HELD,
        lines=audit.history(reading(), ("meeting", found.id)),
    )
    return personal(page)


def _state(meeting: Meeting) -> str:
    """How far the meeting is; once it is closed, how far its minutes are."""
    if meeting.state is MeetingState.CLOSED and meeting.minutes is not None:
        return wording.marked(words.MINUTES_STATES[meeting.minutes.state])
    return wording.marked(words.STATES[meeting.state])


def _facts(meeting: Meeting) -> list[tuple[str, str, str]]:
    change = "" if meeting.is_settled else url_for("forum_desk.particulars", meeting_id=meeting.id)
    form = wording.marked(words.FORMS[meeting.form]) if meeting.form else ""
    return [
        (_("When"), pages.when(meeting), ""),
        (_("How people meet"), form, change),
        (_("Place in the title of the minutes"), meeting.place, change),
        (_("In the chair"), pages.person(meeting.chair, meeting.chair_post), change),
        (_("Minutes taken by"), pages.person(meeting.secretary, meeting.secretary_post), change),
        (_("Guests"), meeting.guests, change),
    ]


@forum_desk.route("/meetings/<int:meeting_id>/particulars", methods=["GET", "POST"])
def particulars(meeting_id: int) -> ResponseReturnValue:
    """What the head of the minutes says."""
    found = own_meeting(meeting_id)
    form = ParticularsForm(obj=found)
    if carry_out(form, lambda db, *by: services.edit_meeting(db, form.to_edit(meeting_id), *by)):
        return back_to_meeting(meeting_id, _("Saved."))
    return personal(render_template("forum/desk/particulars.html", form=form, meeting=found))


@forum_desk.route("/meetings/<int:meeting_id>/convene", methods=["GET", "POST"])
def convene(meeting_id: int) -> ResponseReturnValue:
    """Give the meeting its number and show its agenda to everybody."""
    found = own_meeting(meeting_id)
    form = ConfirmForm()
    if carry_out(form, lambda db, *by: services.convene(db, meeting_id, *by)):
        return back_to_meeting(meeting_id, _("The meeting has been convened."))
    effects = [
        _("The meeting gets the next number of its year, which it keeps even when it is cancelled."),
        _("Its agenda becomes public."),
        ngettext("%(num)d member is entitled.", "%(num)d members are entitled.", len(entitled(found))),
    ]
    warnings = [_late(found) if short_notice(found, clock.now()) else "", _untitled(found)]
    return confirm(found, form, _("Convene the meeting"), effects, warning=" ".join(filter(None, warnings)))


def _untitled(meeting: Meeting) -> str:
    """Which items still have the words of the usual agenda that ask for a title."""
    asking = words.USUAL_TITLES[AgendaKind.BUSINESS]
    found = [item.label for item in meeting.items if item.title in (asking, wording.marked(asking))]
    return (
        str(_("A title is still missing in the agenda: item %(items)s.", items=", ".join(found)))
        if found
        else ""
    )


def _late(meeting: Meeting) -> str:
    days = meeting.rules.notice_days
    return str(
        ngettext(
            "The rules ask for %(num)d day of notice: the meeting is sooner.",
            "The rules ask for %(num)d days of notice: the meeting is sooner.",
            days,
        )
    )


@forum_desk.route("/meetings/<int:meeting_id>/open", methods=["GET", "POST"])
def open_meeting(meeting_id: int) -> ResponseReturnValue:
    """Note when the chair opened the meeting."""
    found = own_meeting(meeting_id)
    form = TimeForm(time=_clock_of(found.session.starts_at, found))

    def command() -> commands.OpenMeeting:
        return commands.OpenMeeting(meeting_id, _instant(form, found))

    if carry_out(form, lambda db, *by: services.open_meeting(db, command(), *by)):
        return back_to_meeting(meeting_id, _("The meeting has been opened. Now fill in the attendance list."))
    effects = [_("From now on the labels of the agenda stay as they are: what is added after 6 becomes 6a.")]
    return confirm(found, form, _("Open the meeting"), effects)


@forum_desk.route("/meetings/<int:meeting_id>/close", methods=["GET", "POST"])
def close(meeting_id: int) -> ResponseReturnValue:
    """Note when the chair closed the meeting."""
    found = own_meeting(meeting_id)
    form = TimeForm(time=_clock_of(found.session.ends_at, found))

    def command() -> commands.CloseMeeting:
        return commands.CloseMeeting(meeting_id, _instant(form, found, after=found.opened_at))

    if carry_out(form, lambda db, *by: services.close(db, command(), *by)):
        return back_to_meeting(meeting_id, _("The meeting has been closed."))
    effects = [_("Texts, votes and the attendance list can be corrected until the minutes are approved.")]
    return confirm(found, form, _("Close the meeting"), effects)


def _clock_of(instant: datetime | None, meeting: Meeting) -> object:
    """The wall-clock time that the form proposes."""
    zone = meeting.session.event.zone
    return None if instant is None else in_zone(instant, zone).time()


def _instant(form: TimeForm, meeting: Meeting, after: datetime | None = None) -> datetime:
    day = day_of(meeting)
    if day is None:
        raise NoTimes
    return form.instant(day, meeting.session.event.zone, after)


@forum_desk.route("/meetings/<int:meeting_id>/cancel", methods=["GET", "POST"])
def cancel(meeting_id: int) -> ResponseReturnValue:
    """Say that a convened meeting is not held."""
    found = own_meeting(meeting_id)
    form = ReasonForm()

    def command() -> commands.CancelMeeting:
        return commands.CancelMeeting(meeting_id, form.reason.data)

    if carry_out(form, lambda db, *by: services.cancel(db, command(), *by)):
        return back_to_meeting(meeting_id, _("The meeting has been cancelled."))
    effects = [
        _("The meeting’s page says that it is cancelled, and why. Its number is not given again."),
        _("The event itself stays in the calendar: cancel it, too, when nothing else takes place in it."),
    ]
    return confirm(found, form, _("Cancel the meeting"), effects, danger=True)


@forum_desk.route("/meetings/<int:meeting_id>/drop", methods=["GET", "POST"])
def drop(meeting_id: int) -> ResponseReturnValue:
    """Drop a plan, or a record of the past."""
    found = own_meeting(meeting_id)
    form, forum_id = ConfirmForm(), found.forum_id
    if carry_out(form, lambda db, *by: services.discard(db, meeting_id, *by)):
        return steps.back_to_forum(forum_id, _("The meeting has been dropped."))
    effects = [_("The meeting and its agenda disappear from this forum. The part of the programme stays.")]
    return confirm(found, form, _("Drop the meeting"), effects, danger=True)


def confirm(
    meeting: Meeting,
    form: BaseForm,
    title: str,
    effects: list[str],
    *,
    warning: str = "",
    danger: bool = False,
) -> ResponseReturnValue:
    """The page of a final act: its effect in words, its fields, one button, a way back."""
    page = render_template(
        "forum/desk/confirm.html",
        meeting=meeting,
        meeting_title=wording.meeting_title(meeting),
        form=form,
        title=title,
        effects=effects,
        warning=warning,
        danger=danger,
    )
    return personal(page)
