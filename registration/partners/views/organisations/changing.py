"""Adding an institution to the common list, correcting it, noting its end."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.audit import history
from registration.accounts.guards import current_actor, require_somewhere
from registration.accounts.permissions import Act
from registration.core import clock
from registration.core.errors import DomainError
from registration.partners import services
from registration.partners.errors.organisation import OrganisationChanged
from registration.partners.forms.organisation import EndForm, OrganisationForm
from registration.partners.forms.picker import offer
from registration.partners.models import Organisation
from registration.partners.views.organisations.blueprint import changeable, manages, partners_desk
from registration.web.both_versions import differing
from registration.web.caching import personal
from registration.web.site import settings
from registration.web.writing import reading, writing

Form = OrganisationForm | EndForm


@partners_desk.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add one. Who runs events is the administrators' to say."""
    require_somewhere(Act.EDIT_PARTNERS)
    form = OrganisationForm()
    if not manages():
        form.take_from_organisers()
    if not form.validate_on_submit():
        return _form_page(form)
    told = form.to_command()
    try:
        with writing() as db:
            made = services.add_organisation(db, told, actor=current_actor(), now=clock.now()).id
    except DomainError as problem:
        form.add_problem(problem)
        return _form_page(form)
    return _saved(made)


@partners_desk.route("/<int:organisation_id>/edit", methods=["GET", "POST"])
def edit(organisation_id: int) -> ResponseReturnValue:
    """Correct one, or note that it is called otherwise now."""
    known = changeable(organisation_id)
    form = _form_of(known)
    if not form.validate_on_submit():
        return _form_page(form, known)
    told, edition = form.to_command(), form.typed_edition
    try:
        with writing() as db:
            services.change_organisation(
                db, organisation_id, told, actor=current_actor(), now=clock.now(), edition=edition
            )
    except OrganisationChanged:
        return _stale(organisation_id, form, "form")
    except DomainError as problem:
        form.add_problem(problem)
        return _form_page(form, changeable(organisation_id))
    return _saved(organisation_id)


@partners_desk.route("/<int:organisation_id>/end", methods=["GET", "POST"])
def end(organisation_id: int) -> ResponseReturnValue:
    """Note that it is no more, and who took over; or take that back."""
    known = changeable(organisation_id)
    form = EndForm.of(known)
    if not form.validate_on_submit():
        return _end_page(form, known)
    told, edition = form.to_command(), form.typed_edition
    try:
        with writing() as db:
            services.end_organisation(
                db, organisation_id, told, actor=current_actor(), now=clock.now(), edition=edition
            )
    except OrganisationChanged:
        return _stale(organisation_id, form, "end")
    except DomainError as problem:
        form.add_problem(problem)
        return _end_page(form, changeable(organisation_id))
    return _saved(organisation_id)


def _form_of(known: Organisation, **options: Any) -> OrganisationForm:
    form = OrganisationForm.of(known, **options)
    return form if manages() else form.take_from_organisers()


def _stale(organisation_id: int, form: Form, page: str) -> Response:
    """Somebody was faster: their version beside the one that was typed, which is kept."""
    known = changeable(organisation_id)
    stored = _form_of(known, formdata=None) if page == "form" else EndForm.of(known, formdata=None)
    told: dict[str, Any] = {"differences": differing(stored, form)}
    told["faster"] = next(iter(history(reading(), ("organisation", organisation_id), 1)), None)
    form.edition.data = known.edition
    answer = _form_page(form, known, **told) if page == "form" else _end_page(form, known, **told)
    answer.status_code = HTTPStatus.CONFLICT
    return answer


def _form_page(form: Any, known: Organisation | None = None, **more: Any) -> Response:
    offer(form.parent, reading())
    return _page("form", form, known, **more)


def _end_page(form: Any, known: Organisation, **more: Any) -> Response:
    offer(form.successor, reading())
    return _page("end", form, known, **more)


def _page(name: str, form: Form, known: Organisation | None, **more: Any) -> Response:
    shown = {
        "form": form,
        "organisation": known,
        "unsaved": request.method == "POST",
        "zone": settings().zone,
    }
    return personal(render_template(f"partners/desk/{name}.html", **shown, **more))


def _saved(organisation_id: int) -> ResponseReturnValue:
    flash(_("The institution has been saved."), "success")
    return redirect(url_for("partners_desk.show", organisation_id=organisation_id), 303)
