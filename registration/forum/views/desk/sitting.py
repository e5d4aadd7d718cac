"""The desk: the attendance list, votes, resolutions."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.core import markdown
from registration.forum import commands, services
from registration.forum.forms import PresenceForm, ReasonForm, ResolutionForm, VoteForm
from registration.forum.models import Vote
from registration.forum.queries.meeting import entitled, head_of
from registration.forum.views import wording
from registration.forum.views.blueprints import forum_desk
from registration.forum.views.desk.doing import back_to_meeting, carry_out, own_item, own_meeting, own_vote
from registration.forum.views.desk.meetings import confirm
from registration.web.caching import personal


@forum_desk.route("/meetings/<int:meeting_id>/presence", methods=["GET", "POST"])
def presence(meeting_id: int) -> ResponseReturnValue:
    """The attendance list, a row for each member of that day."""
    found = own_meeting(meeting_id)
    form, members = PresenceForm(), entitled(found)
    if not form.is_submitted():
        form.fill(members, found.presences)
    if carry_out(form, lambda db, *by: services.record_presence(db, form.to_command(meeting_id), *by)):
        return back_to_meeting(meeting_id, _("The attendance list has been saved."))
    names = {str(member.id): member.name for member in members}
    return personal(render_template("forum/desk/presence.html", form=form, meeting=found, names=names))


@forum_desk.route("/items/<int:item_id>/vote", methods=["GET", "POST"])
def vote(item_id: int) -> ResponseReturnValue:
    """The counts of a vote under an item."""
    item = own_item(item_id)
    meeting, anchor = item.meeting, item.anchor
    proposed = {"majority": meeting.rules.majority, "present": meeting.present, "subject": item.title}
    form, meeting_id = VoteForm(data=proposed), meeting.id
    done = carry_out(form, lambda db, *by: services.record_vote(db, form.to_command(item_id), *by))
    if done:
        return back_to_meeting(meeting_id, _said(done.made), anchor)
    return personal(
        render_template("forum/desk/vote.html", form=form, item=item, quorum=wording.quorum(meeting))
    )


def _said(vote: Vote) -> str:
    return str(_("The vote has been entered: %(result)s", result=wording.result(vote)))


@forum_desk.route("/votes/<int:vote_id>/strike", methods=["GET", "POST"])
def strike(vote_id: int) -> ResponseReturnValue:
    """Strike out a vote that was entered wrongly."""
    found = own_vote(vote_id)
    form, meeting_id, anchor = ReasonForm(), found.item.meeting_id, found.item.anchor

    def command() -> commands.StrikeVote:
        return commands.StrikeVote(vote_id, form.reason.data)

    if carry_out(form, lambda db, *by: services.strike_vote(db, command(), *by)):
        return back_to_meeting(meeting_id, _("The vote has been struck out."), anchor)
    counts = {"subject": found.subject, "tally": wording.tally(found)}
    effects = [
        _("“%(subject)s” (%(tally)s) counts no more and does not appear in the minutes.", **counts),
        _("The entry itself stays here, with the reason. Enter the right counts as a new vote."),
    ]
    return confirm(found.item.meeting, form, _("Strike out the vote"), effects, danger=True)


@forum_desk.route("/votes/<int:vote_id>/resolution", methods=["GET", "POST"])
def resolution(vote_id: int) -> ResponseReturnValue:
    """Give what a vote adopted its number and freeze its text."""
    found = own_vote(vote_id)
    form = ResolutionForm()
    meeting_id, anchor = found.item.meeting_id, found.item.anchor
    preview = "preview" in request.form and form.validate_on_submit()
    if "preview" not in request.form:
        done = carry_out(form, lambda db, *by: services.adopt_resolution(db, form.to_command(vote_id), *by))
        if done:
            number = done.made.numeral
            return back_to_meeting(
                meeting_id, _("Resolution no. %(number)s has been adopted.", number=number), anchor
            )
    page = render_template(
        "forum/desk/resolution.html",
        form=form,
        vote=found,
        tally=wording.tally(found),
        result=wording.result(found),
        of_forum=wording.forum_in_a_sentence(head_of(found.item.meeting)),
        preview=markdown.render(form.text.data or "") if preview else None,
    )
    return personal(page)
