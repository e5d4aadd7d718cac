"""The logos of a project's funding, in the prescribed order."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.core.errors import DomainError
from registration.files.allowance import takes_files
from registration.files.images import LOGO
from registration.files.place import shelf_folder, upload_megabytes
from registration.files.receiving import accept_image
from registration.partners.errors.project import NoScheme, NoSuchProjectPart
from registration.partners.forms.project.funding import LogoForm, NewLogoForm
from registration.partners.models import FundingLogo, Project
from registration.partners.services.ordering import one_of
from registration.partners.services.projects import funding as services
from registration.partners.views.projects import shown
from registration.partners.views.projects.access import attempt, done, moved, page, project_for, saved
from registration.partners.views.projects.blueprints import projects_desk
from registration.web.fields import EditForm


@projects_desk.route("/<int:project_id>/logos/new", methods=["GET", "POST"])
@takes_files
def new_logo(project_id: int) -> ResponseReturnValue:
    """One more. Its sizes are made before the transaction begins."""
    known = project_for(project_id)
    if known.funding is None:
        return done(str(_(NoScheme.sentence)), "funding", project_id)
    form = NewLogoForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return page("logo_new", known, form)
    try:
        received = accept_image(shelf_folder(), form.file.data, megabytes=upload_megabytes(), plan=LOGO)
    except DomainError as problem:
        form.add_problem(problem)
        return page("logo_new", known, form)
    refused = attempt(
        project_id,
        form,
        lambda db, editing: services.add_logo(db, editing, received, form.alt.data or ""),
        lambda now, again, **more: page("logo_new", now, again, **more),
    )
    return refused or done(_("The logo is added."), "funding", project_id)


@projects_desk.route("/<int:project_id>/logos/<int:logo_id>", methods=["GET", "POST"])
def logo(project_id: int, logo_id: int) -> ResponseReturnValue:
    """Other words for it."""
    known = project_for(project_id)
    form = LogoForm.of(known, _logo(known, logo_id))
    if not form.validate_on_submit():
        return _logo_page("logo", known, form, logo_id)
    refused = attempt(
        project_id,
        form,
        lambda db, editing: services.change_logo(db, editing, logo_id, form.alt.data or ""),
        lambda now, again, **more: _logo_page("logo", now, again, logo_id, **more),
        lambda now: LogoForm.of(now, _logo(now, logo_id), formdata=None),
    )
    return refused or done(saved(), "funding", project_id)


@projects_desk.post("/<int:project_id>/logos/<int:logo_id>/move")
def move_logo(project_id: int, logo_id: int) -> ResponseReturnValue:
    """Up or down."""
    return moved(project_id, "funding", lambda db, editing, by: services.move_logo(db, editing, logo_id, by))


@projects_desk.route("/<int:project_id>/logos/<int:logo_id>/remove", methods=["GET", "POST"])
def remove_logo(project_id: int, logo_id: int) -> ResponseReturnValue:
    """Ask before it leaves the strip."""
    known = project_for(project_id)
    form = EditForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _logo_page("logo_remove", known, form, logo_id)
    refused = attempt(
        project_id,
        form,
        lambda db, editing: services.remove_logo(db, editing, logo_id),
        lambda now, again, **more: _logo_page("logo_remove", now, again, logo_id, **more),
    )
    return refused or done(_("The logo is removed."), "funding", project_id)


def _logo(known: Project, logo_id: int) -> FundingLogo:
    """Raises NoSuchProjectPart."""
    return one_of(known.funding.logos if known.funding else [], logo_id, NoSuchProjectPart)


def _logo_page(name: str, known: Project, form: EditForm, logo_id: int, **more: object) -> Response:
    return page(name, known, form, logo=shown.logo(_logo(known, logo_id)), **more)
