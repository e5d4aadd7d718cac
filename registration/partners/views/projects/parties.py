"""The institutions of a project, in the printed order."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.partners.errors.project import NoSuchProjectPart
from registration.partners.forms.partnership.parties import meant
from registration.partners.forms.picker import offer
from registration.partners.forms.project.parties import NewProjectPartyForm, ProjectPartyForm
from registration.partners.models import Project
from registration.partners.services.ordering import one_of
from registration.partners.services.projects import parties as services
from registration.partners.views.projects import shown
from registration.partners.views.projects.access import attempt, done, moved, page, project_for, saved
from registration.partners.views.projects.blueprints import projects_desk
from registration.web.fields import EditForm
from registration.web.writing import reading


@projects_desk.route("/<int:project_id>/parties", methods=["GET", "POST"])
def parties(project_id: int) -> ResponseReturnValue:
    """The list, and a form for one more."""
    known = project_for(project_id)
    form = NewProjectPartyForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _list_page(known, form)
    told, one = form.to_command(), meant(form.institution)
    refused = attempt(
        project_id, form, lambda db, editing: services.add_party(db, editing, one, told), _list_page
    )
    return refused or done(_("The institution is added."), "parties", project_id)


@projects_desk.route("/<int:project_id>/parties/<int:party_id>", methods=["GET", "POST"])
def party(project_id: int, party_id: int) -> ResponseReturnValue:
    """Change role and printed name."""
    known = project_for(project_id)
    form = ProjectPartyForm.of(known, one_of(known.parties, party_id, NoSuchProjectPart))
    if not form.validate_on_submit():
        return _party_page(known, form, party_id)
    told = form.to_command()
    refused = attempt(
        project_id,
        form,
        lambda db, editing: services.change_party(db, editing, party_id, told),
        lambda now, again, **more: _party_page(now, again, party_id, **more),
        lambda now: ProjectPartyForm.of(now, one_of(now.parties, party_id, NoSuchProjectPart), formdata=None),
    )
    return refused or done(saved(), "parties", project_id)


@projects_desk.post("/<int:project_id>/parties/<int:party_id>/move")
def move_party(project_id: int, party_id: int) -> ResponseReturnValue:
    """Up or down."""
    return moved(
        project_id, "parties", lambda db, editing, by: services.move_party(db, editing, party_id, by)
    )


@projects_desk.route("/<int:project_id>/parties/<int:party_id>/remove", methods=["GET", "POST"])
def remove_party(project_id: int, party_id: int) -> ResponseReturnValue:
    """Ask before an institution goes; one that stands elsewhere stays, and the page says where."""
    known = project_for(project_id)
    form = EditForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _remove_page(known, form, party_id)
    refused = attempt(
        project_id,
        form,
        lambda db, editing: services.remove_party(db, editing, party_id),
        lambda now, again, **more: _remove_page(now, again, party_id, **more),
    )
    return refused or done(_("The institution is removed from the project."), "parties", project_id)


def _list_page(known: Project, form: NewProjectPartyForm, **more: object) -> Response:
    offer(form.institution, reading())
    return page("parties", known, form, parties=shown.parties(known), **more)


def _party_page(known: Project, form: ProjectPartyForm, party_id: int, **more: object) -> Response:
    one = one_of(known.parties, party_id, NoSuchProjectPart)
    return page("party", known, form, party=shown.party(one), **more)


def _remove_page(known: Project, form: EditForm, party_id: int, **more: object) -> Response:
    one = one_of(known.parties, party_id, NoSuchProjectPart)
    named = services.named_in(reading(), one)
    return page("party_remove", known, form, party=shown.party(one), named=named, **more)
