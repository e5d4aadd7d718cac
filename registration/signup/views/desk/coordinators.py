"""Who sees the needs of an event's participants: named and released by its organiser."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor
from registration.accounts.permissions import Act
from registration.core import clock
from registration.core.errors import DomainError
from registration.signup import queries, services
from registration.signup.forms import CoordinatorForm
from registration.signup.views import signup_desk
from registration.signup.views.desk.access import event_for
from registration.web.caching import personal
from registration.web.writing import reading, writing


def _back(event_id: int) -> ResponseReturnValue:
    return redirect(url_for("signup_desk.coordinators", event_id=event_id), HTTPStatus.SEE_OTHER)


@signup_desk.route("/<int:event_id>/coordinators", methods=["GET", "POST"])
def coordinators(event_id: int) -> ResponseReturnValue:
    """Who they are, and a form to name one more. The history of the event keeps who named whom."""
    event_for(event_id, Act.EDIT_EVENT)
    form = CoordinatorForm()
    if form.validate_on_submit():
        try:
            with writing() as db:
                services.name_coordinator(
                    db, event_id, form.email.data, actor=current_actor(), now=clock.now()
                )
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The coordinator is named."), "success")
            return _back(event_id)
    named = queries.coordinators(reading(), event_id)
    return personal(
        render_template(
            "signup/desk/coordinators.html", event=event_for(event_id, Act.EDIT_EVENT), form=form, named=named
        )
    )


@signup_desk.post("/<int:event_id>/coordinators/<int:grant_id>/release")
def release_coordinator(event_id: int, grant_id: int) -> ResponseReturnValue:
    """Take the role away."""
    event_for(event_id, Act.EDIT_EVENT)
    with writing() as db:
        services.release_coordinator(db, event_id, grant_id, actor=current_actor(), now=clock.now())
    flash(_("The coordinator is released."), "success")
    return _back(event_id)
