"""Who may see the event: publish, hide, cancel, restore, archive, delete. Each effect has a page that names it."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor
from registration.core import clock
from registration.core.errors import DomainError
from registration.trainings import services
from registration.trainings.errors import NotReady
from registration.trainings.forms.publishing import ActForm, CancelForm
from registration.trainings.hooks import takes_place_inside
from registration.trainings.models import Event
from registration.trainings.readiness import checklist
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.desk.access import event_for, to_overview
from registration.trainings.views.links import address_of
from registration.web.caching import personal
from registration.web.language import say
from registration.web.writing import reading, writing


@trainings_desk.route("/<int:event_id>/publish", methods=["GET", "POST"])
def publish(event_id: int) -> ResponseReturnValue:
    """The checklist, and the button when all of it is met."""
    form = ActForm()
    if form.validate_on_submit():
        event_for(event_id)
        try:
            _act(event_id, services.publish)
        except NotReady as problem:
            form.add_problem(problem)
        else:
            flash(_("The event is published: everybody can see it."), "success")
            return to_overview(event_id)
    event = event_for(event_id)
    needs = checklist(event, clock.now())
    return personal(
        render_template(
            "trainings/desk/publish.html",
            event=event,
            form=form,
            checklist=needs,
            say=say,
            waiting=services.people_waiting(reading(), event),
        )
    )


@trainings_desk.route("/<int:event_id>/unpublish", methods=["GET", "POST"])
def unpublish(event_id: int) -> ResponseReturnValue:
    """Back to a draft."""
    return _confirmed(
        event_id, services.unpublish, "unpublish", _("The event is a draft again: nobody sees it.")
    )


@trainings_desk.route("/<int:event_id>/archive", methods=["GET", "POST"])
def archive(event_id: int) -> ResponseReturnValue:
    """A record of the past."""
    return _confirmed(event_id, services.archive, "archive", _("The event is archived."))


@trainings_desk.route("/<int:event_id>/cancel", methods=["GET", "POST"])
def cancel(event_id: int) -> ResponseReturnValue:
    """Call the event off and tell everybody; the button says how many."""
    event, form = event_for(event_id), CancelForm()
    if form.validate_on_submit():
        try:
            with writing() as db:
                services.cancel(db, event_id, form.reason.data, actor=current_actor(), now=clock.now())
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The event is cancelled. Everybody who had signed up is being told."), "success")
            return to_overview(event_id)
    event = event_for(event_id)
    people = services.people_to_tell(reading(), event)
    inside = [
        (say(one.sentence), address_of(one.endpoint, **one.values))
        for one in takes_place_inside(reading(), event_id)
    ]
    page = render_template("trainings/desk/cancel.html", event=event, form=form, people=people, inside=inside)
    return personal(page)


@trainings_desk.route("/<int:event_id>/restore", methods=["GET", "POST"])
def restore(event_id: int) -> ResponseReturnValue:
    """Let a cancelled event take place after all and tell everybody; the button says how many."""
    people = services.people_to_tell(reading(), event_for(event_id))
    done = _("The event takes place again. Everybody who had signed up is being told.")
    past = event_for(event_id).is_past(clock.now())
    return _confirmed(event_id, services.restore, "restore", done, people=people, past=past)


@trainings_desk.route("/<int:event_id>/delete", methods=["GET", "POST"])
def delete(event_id: int) -> ResponseReturnValue:
    """Take away a draft that nobody ever saw."""
    event, form = event_for(event_id), ActForm()
    if form.validate_on_submit():
        try:
            with writing() as db:
                services.delete_draft(db, event_id, actor=current_actor(), now=clock.now())
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The draft is deleted."), "success")
            return redirect(url_for("trainings_desk.index"), 303)
        event = event_for(event_id)
    return personal(render_template("trainings/desk/delete.html", event=event, form=form))


def _confirmed(
    event_id: int, service: Callable[..., Event], page: str, done: str, **more: object
) -> ResponseReturnValue:
    """A page that names the effect, then the act."""
    event, form = event_for(event_id), ActForm()
    if form.validate_on_submit():
        try:
            _act(event_id, service)
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(done, "success")
            return to_overview(event_id)
        event = event_for(event_id)
    return personal(render_template(f"trainings/desk/{page}.html", event=event, form=form, **more))


def _act(event_id: int, service: Callable[..., Event]) -> None:
    with writing() as db:
        service(db, event_id, actor=current_actor(), now=clock.now())
