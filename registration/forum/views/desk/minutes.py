"""The desk: the minutes as they will be seen, their approval and their publication."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from registration.forum import services
from registration.forum.errors import WrongState
from registration.forum.forms import ApproveForm, ConfirmForm
from registration.forum.models import Meeting
from registration.forum.views import pages
from registration.forum.views.blueprints import forum_desk
from registration.forum.views.desk.doing import back_to_meeting, carry_out, own_meeting
from registration.forum.views.desk.meetings import confirm
from registration.web.caching import personal


@forum_desk.get("/meetings/<int:meeting_id>/minutes")
def minutes(meeting_id: int) -> ResponseReturnValue:
    """The minutes as everybody will see them. Raises WrongState before the meeting has opened."""
    found = own_meeting(meeting_id)
    if found.minutes is None or found.opened_at is None:
        raise WrongState
    return personal(render_template("forum/desk/minutes.html", **pages.of_meeting(found)))


@forum_desk.route("/meetings/<int:meeting_id>/approve", methods=["GET", "POST"])
def approve(meeting_id: int) -> ResponseReturnValue:
    """Make the minutes final."""
    found = own_meeting(meeting_id)
    form = ApproveForm()
    if carry_out(form, lambda db, *by: services.approve(db, form.to_command(meeting_id), *by)):
        return back_to_meeting(meeting_id, _("The minutes have been approved."))
    effects = [
        _("From then on nothing of this meeting can be changed: neither texts, nor votes, nor the list."),
        _("A mistake found later is corrected by a later meeting, beside the original."),
    ]
    return confirm(found, form, _("Approve the minutes"), effects, warning=_unwritten(found))


def _unwritten(meeting: Meeting) -> str:
    """A remark on items without any text; empty when each has one."""
    empty = [item for item in meeting.items if not item.text and not item.votes]
    if not empty:
        return ""
    return str(ngettext("%(num)d item has no text yet.", "%(num)d items have no text yet.", len(empty)))


@forum_desk.route("/meetings/<int:meeting_id>/publish", methods=["GET", "POST"])
def publish(meeting_id: int) -> ResponseReturnValue:
    """Show the approved minutes to everybody."""
    found = own_meeting(meeting_id)
    form = ConfirmForm()
    if carry_out(form, lambda db, *by: services.publish(db, meeting_id, *by)):
        return back_to_meeting(meeting_id, _("The minutes have been published."))
    effects = [_("Everybody can read them from now on. They cannot be withdrawn.")]
    return confirm(found, form, _("Publish the minutes"), effects)
