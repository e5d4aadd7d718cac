"""A new partnership, and the texts of one."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor, require_somewhere
from registration.accounts.permissions import Act
from registration.core import clock
from registration.core.errors import DomainError
from registration.partners import queries
from registration.partners.forms.partnership.texts import PartnershipForm
from registration.partners.models import Partnership
from registration.partners.queries import project as projects
from registration.partners.services.partnerships import saving
from registration.partners.services.partnerships.changing import Editing
from registration.partners.views.partnerships.access import attempt, done, page, partnership_for, saved
from registration.partners.views.partnerships.blueprints import partnerships_desk
from registration.web.caching import personal
from registration.web.writing import reading, writing


@partnerships_desk.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add one; only the desk sees it until it is published."""
    owners = queries.owners(reading(), require_somewhere(Act.EDIT_PARTNERS))
    form = PartnershipForm()
    form.offer(owners)
    form.offer_projects(projects.kept_by(reading(), *(one.id for one in owners)))
    if not owners or not form.validate_on_submit():
        return _new_page(form, bool(owners))
    told, owner = form.to_command(), form.owner_of(owners)
    try:
        with writing() as db:
            editing = Editing(0, None, current_actor(), clock.now())
            number = saving.make_partnership(db, owner, told, editing).id
    except DomainError as problem:
        form.add_problem(problem)
        return _new_page(form, True)
    return done(_("The partnership is saved. Next: its parties."), "parties", number)


def _new_page(form: PartnershipForm, has_owner: bool) -> Response:
    shown = {"form": form, "has_owner": has_owner, "unsaved": request.method == "POST"}
    return personal(render_template("partners/partnerships/desk/new.html", **shown))


def _form_of(known: Partnership, **options: object) -> PartnershipForm:
    form = PartnershipForm.of(known, **options)
    return form.offer_projects(projects.kept_by(reading(), known.organisation_id))


@partnerships_desk.route("/<int:partnership_id>/texts", methods=["GET", "POST"])
def texts(partnership_id: int) -> ResponseReturnValue:
    """Change the texts."""
    known = partnership_for(partnership_id)
    form = _form_of(known)
    if not form.validate_on_submit():
        return page("texts", known, form)
    told = form.to_command()
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: saving.change_partnership(db, editing, told),
        lambda now, again, **more: page("texts", now, again, **more),
        lambda now: _form_of(now, formdata=None),
    )
    return refused or done(saved(), "overview", partnership_id)
