"""Where the event is: the choice of a place, a new place, a correction of one."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor
from registration.core import clock
from registration.core.errors import DomainError
from registration.trainings import queries, services
from registration.trainings.errors import EventClosed, NoSuchVenue, StaleForm
from registration.trainings.forms.places import PlaceForm, VenueForm
from registration.trainings.models import Event
from registration.trainings.services import Editing
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.desk.access import (
    editing_by,
    event_for,
    last_change,
    open_event,
    to_overview,
)
from registration.web.caching import personal
from registration.web.writing import reading, writing


@trainings_desk.route("/<int:event_id>/place", methods=["GET", "POST"])
def place(event_id: int) -> ResponseReturnValue:
    """Choose a place of the organisation, and the link."""
    event = open_event(event_id)
    form = PlaceForm.of(event, queries.venues_of(reading(), event.organisation_id))
    if form.validate_on_submit():
        try:
            with writing() as db:
                services.choose_place(
                    db, editing_by(form, event_id), form.venue_id, form.online_url.data or ""
                )
        except (StaleForm, EventClosed):
            return _stale(event_id, form)
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The place is saved."), "success")
            return to_overview(event_id)
    return personal(render_template("trainings/desk/place.html", event=event_for(event_id), form=form))


def _stale(event_id: int, form: PlaceForm) -> ResponseReturnValue:
    event = open_event(event_id)
    form.edition.data = event.edition
    page = render_template(
        "trainings/desk/place.html", event=event, form=form, faster=last_change(event), stale=True
    )
    return personal((page, HTTPStatus.CONFLICT))


@trainings_desk.route("/<int:event_id>/place/new", methods=["GET", "POST"])
def new_venue(event_id: int) -> ResponseReturnValue:
    """A new place of the event's organisation, which the event gets at once."""
    event = open_event(event_id)
    form = VenueForm()
    if form.validate_on_submit():
        try:
            _add_and_choose(event, form)
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The place is saved."), "success")
            return to_overview(event_id)
    return personal(
        render_template("trainings/desk/venue.html", event=event_for(event_id), form=form, others=0)
    )


def _add_and_choose(event: Event, form: VenueForm) -> None:
    """The form shows nothing of the event, so it cannot be stale: the event as it is gets the new place."""
    event_id, link, owner = event.id, event.online_url, event.organisation_id
    actor, now = current_actor(), clock.now()
    with writing() as db:
        made = services.add_venue(db, owner, form.to_command(), actor=actor, now=now)
        current = queries.with_programme(db, event_id)
        edition = current.edition if current else 0
        services.choose_place(db, Editing(event_id, edition, actor, now), made.id, link)


@trainings_desk.route("/<int:event_id>/place/change", methods=["GET", "POST"])
def change_venue(event_id: int) -> ResponseReturnValue:
    """Correct the event's place, for all events there."""
    event = open_event(event_id)
    if event.venue is None:
        raise NoSuchVenue
    venue_id, form = event.venue.id, VenueForm.of(event.venue)
    others = len(services.events_at(reading(), venue_id)) - 1
    if form.validate_on_submit():
        try:
            with writing() as db:
                services.change_venue(db, venue_id, form.to_command(), actor=current_actor(), now=clock.now())
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The place is saved."), "success")
            return redirect(url_for("trainings_desk.overview", event_id=event_id), 303)
    shown = event_for(event_id)
    return personal(
        render_template("trainings/desk/venue.html", event=shown, form=form, others=others, change=True)
    )
