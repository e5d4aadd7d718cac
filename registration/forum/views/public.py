"""What everybody may read: the forums, one forum, one meeting with its agenda and, once published, its
minutes."""

from datetime import date

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.core import clock
from registration.forum.errors import NoSuchForum, NoSuchMeeting
from registration.forum.queries import public
from registration.forum.views import pages
from registration.forum.views.blueprints import forum
from registration.web import versions
from registration.web.caching import versioned
from registration.web.writing import reading


@forum.get("/")
def index() -> ResponseReturnValue:
    """All forums."""
    return versioned(
        versions.content(), lambda: render_template("forum/index.html", listed=public.forums(reading()))
    )


@forum.get("/<slug>/")
def show(slug: str) -> ResponseReturnValue:
    """One forum: its purpose, its members today, its meetings."""
    today = clock.now().date()
    return versioned((*versions.content(), today), lambda: _forum(slug, today))


def _forum(slug: str, today: date) -> str:
    found = public.forum(reading(), slug)
    if found is None:
        raise NoSuchForum
    return render_template(
        "forum/show.html",
        forum=found,
        members=[member for member in found.members if member.belongs_on(today)],
        meetings=[pages.listed(one) for one in public.meetings(reading(), found.id)],
    )


@forum.get("/<slug>/<number>")
def meeting(slug: str, number: str) -> ResponseReturnValue:
    """One meeting by its number ("1-2026"): the agenda, from publication on the minutes. 404 for a plan."""
    return versioned(versions.content(), lambda: _meeting(slug, number))


def _meeting(slug: str, number: str) -> str:
    found = public.meeting(reading(), slug, number)
    if found is None:
        raise NoSuchMeeting
    template = "forum/minutes.html" if found.minutes_are_public else "forum/meeting.html"
    around = public.neighbours(reading(), found)
    shown = pages.of_meeting(found)
    return render_template(template, **shown, around=around, crumbs=_crumbs(slug, found.forum.name))


def _crumbs(slug: str, name: str) -> list[tuple[str, str]]:
    return [(_("Forum"), url_for("forum.index")), (name, url_for("forum.show", slug=slug))]
