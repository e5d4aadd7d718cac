"""A new project, and the texts of one."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor, require_somewhere
from registration.accounts.permissions import Act
from registration.core import clock
from registration.core.errors import DomainError
from registration.partners import queries
from registration.partners.forms.project.texts import ProjectForm
from registration.partners.services.projects import saving
from registration.partners.services.projects.changing import Editing
from registration.partners.views.projects.access import attempt, done, page, project_for, saved
from registration.partners.views.projects.blueprints import projects_desk
from registration.web.caching import personal
from registration.web.writing import reading, writing


@projects_desk.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add one; only the desk sees it until it is published."""
    owners = queries.owners(reading(), require_somewhere(Act.EDIT_PARTNERS))
    form = ProjectForm()
    form.offer(owners)
    if not owners or not form.validate_on_submit():
        return _new_page(form, bool(owners))
    told, owner = form.to_command(), form.owner_of(owners)
    try:
        with writing() as db:
            editing = Editing(0, None, current_actor(), clock.now())
            number = saving.make_project(db, owner, told, editing).id
    except DomainError as problem:
        form.add_problem(problem)
        return _new_page(form, True)
    return done(_("The project is saved. Next: its institutions."), "parties", number)


def _new_page(form: ProjectForm, has_owner: bool) -> Response:
    shown = {"form": form, "has_owner": has_owner, "unsaved": request.method == "POST"}
    return personal(render_template("partners/projects/desk/new.html", **shown))


@projects_desk.route("/<int:project_id>/texts", methods=["GET", "POST"])
def texts(project_id: int) -> ResponseReturnValue:
    """Change the texts."""
    known = project_for(project_id)
    form = ProjectForm.of(known)
    if not form.validate_on_submit():
        return page("texts", known, form)
    told = form.to_command()
    refused = attempt(
        project_id,
        form,
        lambda db, editing: saving.change_project(db, editing, told),
        lambda now, again, **more: page("texts", now, again, **more),
        lambda now: ProjectForm.of(now, formdata=None),
    )
    return refused or done(saved(), "overview", project_id)
