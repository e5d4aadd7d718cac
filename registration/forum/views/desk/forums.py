"""The desk: forums in reach, one forum, its texts and rules, its members, a new meeting."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts import audit
from registration.accounts.guards import forums_in_reach, organisations_in_reach
from registration.accounts.permissions import Act
from registration.core import clock
from registration.core.dates import in_zone
from registration.forum import services, words
from registration.forum.forms import EditForumForm, MembersForm, NewForumForm, NewMeetingForm
from registration.forum.models import Forum
from registration.forum.queries import desk
from registration.forum.views import pages, wording
from registration.forum.views.blueprints import forum_desk
from registration.forum.views.desk.doing import back_to_meeting, carry_out, own_forum
from registration.partners import queries as partners
from registration.partners.queries import project as projects
from registration.trainings.models import EventSession
from registration.web import filters
from registration.web.caching import personal
from registration.web.site import settings
from registration.web.writing import reading


@forum_desk.get("/")
def index() -> ResponseReturnValue:
    """The forums that one may edit."""
    organisations = organisations_in_reach(Act.EDIT_FORUM)
    forums = desk.forums(reading(), organisations, forums_in_reach(Act.EDIT_FORUM))
    may_create = organisations is None or bool(organisations)
    return personal(render_template("forum/desk/index.html", forums=forums, may_create=may_create))


@forum_desk.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """A new forum of one of one's organisations."""
    within = partners.owners(reading(), organisations_in_reach(Act.EDIT_FORUM))
    if not within:
        abort(403)
    form = NewForumForm()
    form.organisation_id.choices = [(one.id, one.name) for one in within]
    form.offer_projects(projects.kept_by(reading(), within[0].id) if len(within) == 1 else ())
    done = carry_out(form, lambda db, *by: services.create_forum(db, form.to_command(), *by))
    if done:
        flash(_("The forum has been created. Now enter its members."), "success")
        return redirect(url_for("forum_desk.members", forum_id=done.made.id), 303)
    return personal(render_template("forum/desk/forum_form.html", form=form, forum=None))


@forum_desk.get("/<int:forum_id>")
def show(forum_id: int) -> ResponseReturnValue:
    """One forum: its meetings, members, rules and history."""
    forum = own_forum(forum_id)
    today = in_zone(clock.now(), settings().zone).date()
    page = render_template(
        "forum/desk/forum.html",
        forum=forum,
        rules=_rules(forum),
        members=[member for member in forum.members if member.belongs_on(today)],
        meetings=[(one, pages.listed(one)) for one in desk.meetings(reading(), forum.id)],
        lines=audit.history(reading(), ("forum", forum.id)),
    )
    return personal(page)


def _rules(forum: Forum) -> list[tuple[str, str, str]]:
    rules = forum.rules[-1]
    change = url_for("forum_desk.edit", forum_id=forum.id)
    return [
        (_("Quorum"), wording.marked(words.QUORUMS[rules.quorum]), change),
        (_("Majority"), wording.marked(words.MAJORITIES[rules.majority]), change),
        (_("Days of notice"), str(rules.notice_days), change),
    ]


@forum_desk.route("/<int:forum_id>/edit", methods=["GET", "POST"])
def edit(forum_id: int) -> ResponseReturnValue:
    """The forum's texts and rules."""
    forum = own_forum(forum_id)
    rules = forum.rules[-1]
    chosen = {"quorum": rules.quorum, "majority": rules.majority, "notice_days": rules.notice_days}
    form = EditForumForm(obj=forum, **chosen)
    form.offer_projects(projects.kept_by(reading(), forum.organisation_id))
    if carry_out(form, lambda db, *by: services.edit_forum(db, form.to_edit(forum_id), *by)):
        flash(_("Saved."), "success")
        return redirect(url_for("forum_desk.show", forum_id=forum_id), 303)
    return personal(render_template("forum/desk/forum_form.html", form=form, forum=forum))


@forum_desk.route("/<int:forum_id>/members", methods=["GET", "POST"])
def members(forum_id: int) -> ResponseReturnValue:
    """The list of members, one in a line."""
    forum = own_forum(forum_id)
    current = [member.name for member in forum.members if member.until is None]
    today = in_zone(clock.now(), settings().zone).date()
    form = MembersForm(names="\n".join(current), as_of=today)
    if carry_out(form, lambda db, *by: services.set_members(db, form.to_command(forum_id), *by)):
        flash(_("The list of members has been saved."), "success")
        return redirect(url_for("forum_desk.show", forum_id=forum_id), 303)
    return personal(render_template("forum/desk/members.html", form=form, forum=forum))


@forum_desk.route("/<int:forum_id>/meetings/new", methods=["GET", "POST"])
def new_meeting(forum_id: int) -> ResponseReturnValue:
    """A meeting in one of the forum sittings of the organisation's events."""
    forum = own_forum(forum_id)
    sittings = desk.free_sittings(reading(), forum.organisation_id)
    form = NewMeetingForm()
    form.session_id.choices = [(one.id, _sitting(one)) for one in sittings]
    done = carry_out(form, lambda db, *by: services.create_meeting(db, form.to_command(forum_id), *by))
    if done:
        return back_to_meeting(done.made.id, _("The meeting has been planned."))
    return personal(render_template("forum/desk/new_meeting.html", form=form, forum=forum, sittings=sittings))


def _sitting(session: EventSession) -> str:
    """ "1 lipca 2026 r., godz. 9:00 – Posiedzenie forum (Szkolenie …)"."""
    starts, printed = session.starts_at, session.day.when
    if starts is not None:
        when = filters.short_moment(starts, session.event.zone)
    else:
        when = printed.as_printed or filters.spoken(printed)
    return f"{when} – {session.title} ({session.event.title})"
