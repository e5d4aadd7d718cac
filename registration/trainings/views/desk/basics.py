"""A new event, and the texts and figures of one that is there."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor, organisations_in_reach, require
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.core.errors import DomainError
from registration.partners import queries as partners
from registration.partners.models import Project
from registration.partners.queries import project as projects
from registration.trainings import services
from registration.trainings.errors import EventClosed, NoSuchEvent, StaleForm
from registration.trainings.forms.basics import BasicsForm, NewEventForm
from registration.trainings.models import Event
from registration.trainings.services import previewing
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.desk.access import (
    editing_by,
    event_for,
    last_change,
    open_event,
    people_told,
    to_overview,
)
from registration.trainings.views.desk.previewing import preview_page
from registration.web.both_versions import differing
from registration.web.caching import personal
from registration.web.site import settings
from registration.web.writing import reading, writing


@trainings_desk.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """A new draft."""
    owners = partners.owners(reading(), organisations_in_reach(Act.EDIT_EVENT))
    if not owners:
        abort(HTTPStatus.FORBIDDEN)
    form = NewEventForm(data={"zone": settings().zone}).offer(owners)
    form.offer_projects(projects.kept_by(reading(), owners[0].id) if len(owners) == 1 else ())
    if form.validate_on_submit():
        require(Act.EDIT_EVENT, Where(organisation_id=form.organisation.data))
        try:
            event_id = _create(form)
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The draft is saved. Next: its programme."), "success")
            return redirect(url_for("trainings_desk.programme", event_id=event_id), 303)
    return personal(render_template("trainings/desk/new.html", form=form, one_owner=len(owners) == 1))


def _create(form: NewEventForm) -> int:
    with writing() as db:
        owner = partners.find(db, form.organisation.data)
        if owner is None:
            raise NoSuchEvent
        made = services.create_event(db, owner, form.to_command(), actor=current_actor(), now=clock.now())
        return made.id


@trainings_desk.route("/<int:event_id>/basics", methods=["GET", "POST"])
def basics(event_id: int) -> ResponseReturnValue:
    """Change the texts and figures."""
    event = open_event(event_id)
    form = BasicsForm.of(event).offer_projects(_projects_of(event))
    if "back" in request.form or not form.validate_on_submit():
        return _page(event, form)
    try:
        if "preview" in request.form:
            shown = previewing.with_basics(reading(), event, form.to_command())
            return preview_page(shown, form, url_for("trainings_desk.basics", event_id=event_id))
        with writing() as db:
            services.change_basics(db, editing_by(form, event_id), form.to_command())
    except (StaleForm, EventClosed):
        return _stale(event_id, form)
    except DomainError as problem:
        form.add_problem(problem)
        return _page(event_for(event_id), form)
    flash(_("Saved."), "success")
    return to_overview(event_id)


def _projects_of(event: Event) -> list[Project]:
    """Those that it may belong to."""
    return projects.kept_by(reading(), event.organisation_id)


def _page(event: Event, form: BasicsForm, **more: Any) -> Response:
    unsaved = request.method == "POST"
    shown = {"event": event, "form": form, "unsaved": unsaved, "people": people_told(event), **more}
    return personal(render_template("trainings/desk/basics.html", **shown))


def _stale(event_id: int, form: BasicsForm) -> ResponseReturnValue:
    """Somebody was faster: what they saved beside what was typed, which is kept."""
    event = open_event(event_id)
    stored = BasicsForm(formdata=None, **BasicsForm.values(event)).offer_projects(_projects_of(event))
    differences = differing(stored, form)
    form.edition.data = event.edition
    page = _page(event, form, faster=last_change(event), differences=differences)
    page.status_code = HTTPStatus.CONFLICT
    return page
