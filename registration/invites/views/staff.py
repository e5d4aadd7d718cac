"""Who works at an event."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import orm

from registration.accounts.guards import current_actor
from registration.core import clock
from registration.core.errors import DomainError
from registration.invites import queries
from registration.invites.forms import AskForm, StaffForm
from registration.invites.models import EventStaff
from registration.invites.queries import desk
from registration.invites.services.staff import Doing, add_staff, change_staff, remove_staff
from registration.invites.views import invites_desk
from registration.trainings.views.desk.access import event_for, is_closed, open_event
from registration.web.caching import personal
from registration.web.forms import BaseForm
from registration.web.site import site
from registration.web.writing import reading, writing

Act = Callable[[orm.Session, Doing], None]


@invites_desk.route("/<int:event_id>/staff", methods=["GET", "POST"])
def staff(event_id: int) -> ResponseReturnValue:
    """The list, and a form for one more."""
    event = event_for(event_id)
    form = StaffForm()
    form.offer(event.days)
    if form.validate_on_submit() and _done(
        form, lambda db, doing: add_staff(db, event_id, form.to_command(), doing)
    ):
        flash(_("The person is added to the staff."), "success")
        return _to_list(event_id)
    return personal(
        render_template(
            "invites/desk/staff.html",
            event=event,
            form=form,
            people=queries.staff_of(reading(), event_id),
            closed=is_closed(event),
        )
    )


@invites_desk.route("/<int:event_id>/staff/<int:staff_id>", methods=["GET", "POST"])
def one_of_staff(event_id: int, staff_id: int) -> ResponseReturnValue:
    """Change somebody."""
    event = open_event(event_id)
    one = _of(event_id, staff_id)
    form = StaffForm(obj=one, data={"days": [str(day.id) for day in one.days]})
    form.offer(event.days)
    if form.validate_on_submit() and _done(
        form, lambda db, doing: change_staff(db, event_id, staff_id, form.to_command(), doing)
    ):
        flash(_("The staff is changed."), "success")
        return _to_list(event_id)
    return personal(
        render_template("invites/desk/one_of_staff.html", event=event, form=form, one=_of(event_id, staff_id))
    )


@invites_desk.route("/<int:event_id>/staff/<int:staff_id>/remove", methods=["GET", "POST"])
def remove(event_id: int, staff_id: int) -> ResponseReturnValue:
    """Ask before somebody is taken out."""
    event = open_event(event_id)
    one, form = _of(event_id, staff_id), AskForm()
    if form.validate_on_submit() and _done(
        form, lambda db, doing: remove_staff(db, event_id, staff_id, doing)
    ):
        flash(_("The person is taken off the staff."), "success")
        return _to_list(event_id)
    return personal(render_template("invites/desk/staff_remove.html", event=event, form=form, one=one))


def _done(form: BaseForm, act: Act) -> bool:
    """Whether the service did it; else its refusal is on the form."""
    try:
        with writing() as db:
            act(db, Doing(current_actor(), clock.now(), site()))
    except DomainError as problem:
        form.add_problem(problem)
        return False
    return True


def _of(event_id: int, staff_id: int) -> EventStaff:
    return desk.one_of_staff(reading(), event_id, staff_id) or abort(404)


def _to_list(event_id: int) -> ResponseReturnValue:
    return redirect(url_for("invites_desk.staff", event_id=event_id), 303)
