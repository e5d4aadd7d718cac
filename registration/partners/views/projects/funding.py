"""Who pays for a project."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.partners.forms.project.funding import FundingForm
from registration.partners.models import Project
from registration.partners.services.projects import funding as services
from registration.partners.views.projects import shown
from registration.partners.views.projects.access import attempt, done, page, project_for, saved
from registration.partners.views.projects.blueprints import projects_desk
from registration.web.fields import EditForm


@projects_desk.route("/<int:project_id>/funding", methods=["GET", "POST"])
def funding(project_id: int) -> ResponseReturnValue:
    """The sentence and the figures; below them the logos."""
    known = project_for(project_id)
    form = FundingForm.of(known)
    if not form.validate_on_submit():
        return _page(known, form)
    told = form.to_command()
    refused = attempt(
        project_id,
        form,
        lambda db, editing: services.set_funding(db, editing, told),
        _page,
        lambda now: FundingForm.of(now, formdata=None),
    )
    return refused or done(saved(), "funding", project_id)


@projects_desk.route("/<int:project_id>/funding/remove", methods=["GET", "POST"])
def remove_funding(project_id: int) -> ResponseReturnValue:
    """Ask before sentence, figures and logos go."""
    known = project_for(project_id)
    form = EditForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return page("funding_remove", known, form)
    refused = attempt(
        project_id,
        form,
        services.remove_funding,
        lambda now, again, **more: page("funding_remove", now, again, **more),
    )
    return refused or done(_("The funding is removed."), "overview", project_id)


def _page(known: Project, form: FundingForm, **more: object) -> Response:
    return page("funding", known, form, funding=shown.funding(known.funding), **more)
