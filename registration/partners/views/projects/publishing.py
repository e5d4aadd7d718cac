"""Showing a project to everybody, hiding it, deleting it; each on a page that names the effect."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.partners.services.projects import saving
from registration.partners.views.projects.access import Change, attempt, done, page, project_for
from registration.partners.views.projects.blueprints import projects_desk
from registration.web.fields import EditForm


@projects_desk.route("/<int:project_id>/publish", methods=["GET", "POST"])
def publish(project_id: int) -> ResponseReturnValue:
    """Show it to everybody."""
    return _act("publish", project_id, saving.publish) or done(
        _("The project is published."), "overview", project_id
    )


@projects_desk.route("/<int:project_id>/hide", methods=["GET", "POST"])
def hide(project_id: int) -> ResponseReturnValue:
    """Show it to the desk alone."""
    return _act("hide", project_id, saving.hide) or done(_("The project is hidden."), "overview", project_id)


@projects_desk.route("/<int:project_id>/delete", methods=["GET", "POST"])
def delete(project_id: int) -> ResponseReturnValue:
    """Delete it."""
    shown = _act("delete", project_id, saving.delete_project)
    if shown is not None:
        return shown
    flash(_("The project is deleted."), "success")
    return redirect(url_for("projects_desk.index"), 303)


def _act(name: str, project_id: int, change: Change) -> ResponseReturnValue | None:
    """The page that asks; None when it is done."""
    known = project_for(project_id)
    form = EditForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return page(name, known, form)
    return attempt(project_id, form, change, lambda now, again, **more: page(name, now, again, **more))
