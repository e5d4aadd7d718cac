"""The administrator's pages of the organisations that run events."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts import audit
from registration.accounts.guards import current_actor, require
from registration.accounts.permissions import Act
from registration.core import clock
from registration.core.errors import DomainError
from registration.partners import queries, services
from registration.partners.forms import OrganisationForm
from registration.partners.models import Organisation
from registration.partners.words.organisation import KINDS
from registration.web.caching import personal
from registration.web.writing import reading, writing

partners_desk = Blueprint("partners_desk", __name__)


@partners_desk.get("/")
def index() -> ResponseReturnValue:
    """All organisations by name."""
    require(Act.MANAGE_ACCOUNTS)
    found = queries.owners(reading())
    return personal(render_template("partners/desk/index.html", organisations=found, kinds=KINDS))


@partners_desk.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add one."""
    require(Act.MANAGE_ACCOUNTS)
    form = OrganisationForm()
    if form.validate_on_submit():
        try:
            with writing() as db:
                services.add_organisation(db, form.to_command(), actor=current_actor(), now=clock.now())
        except DomainError as problem:
            form.add_problem(problem)
        else:
            return _saved()
    return personal(render_template("partners/desk/form.html", form=form, organisation=None))


@partners_desk.route("/<int:organisation_id>", methods=["GET", "POST"])
def edit(organisation_id: int) -> ResponseReturnValue:
    """Correct one, and read what was changed before."""
    require(Act.MANAGE_ACCOUNTS)
    known = reading().get(Organisation, organisation_id) or abort(404)
    form = OrganisationForm(
        data={
            name: getattr(known, name)
            for name in ("name", "short_name", "kind", "email", "teryt", "runs_events")
        }
    )
    if form.validate_on_submit():
        try:
            with writing() as db:
                services.change_organisation(
                    db, organisation_id, form.to_command(), actor=current_actor(), now=clock.now()
                )
        except DomainError as problem:
            form.add_problem(problem)
            known = queries.find(reading(), organisation_id) or abort(404)
        else:
            return _saved()
    lines = audit.history(reading(), ("organisation", organisation_id))
    return personal(render_template("partners/desk/form.html", form=form, organisation=known, lines=lines))


def _saved() -> ResponseReturnValue:
    flash(_("The institution has been saved."), "success")
    return redirect(url_for("partners_desk.index"), 303)
