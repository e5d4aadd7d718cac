"""Where the event is: the choice of a place, a new place, a correction of one."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor
from registration.core import clock
from registration.core.errors import DomainError
from registration.trainings import queries, services
from registration.trainings.errors import EventClosed, NoSuchVenue, StaleForm
from registration.trainings.forms.places import PlaceForm, VenueForm
from registration.trainings.models import Event
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.desk.access import (
    editing_by,
    event_for,
    last_change,
    last_change_of,
    open_event,
    people_told,
    to_overview,
)
from registration.web.both_versions import differing
from registration.web.caching import personal
from registration.web.writing import reading, writing


@trainings_desk.route("/<int:event_id>/place", methods=["GET", "POST"])
def place(event_id: int) -> ResponseReturnValue:
    """Choose a place of the organisation, and the link."""
    event = open_event(event_id)
    form = _choice(event)
    if not form.validate_on_submit():
        return _place_page(event, form)
    try:
        with writing() as db:
            services.choose_place(db, editing_by(form, event_id), form.venue_id, form.online_url.data or "")
    except (StaleForm, EventClosed):
        return _stale_place(event_id, form)
    except DomainError as problem:
        form.add_problem(problem)
        return _place_page(event_for(event_id), form)
    flash(_("The place is saved."), "success")
    return to_overview(event_id)


def _choice(event: Event, **options: Any) -> PlaceForm:
    return PlaceForm.of(event, queries.venues_of(reading(), event.organisation_id), **options)


def _place_page(event: Event, form: PlaceForm, **more: Any) -> Response:
    unsaved = request.method == "POST"
    shown = {"event": event, "form": form, "unsaved": unsaved, "people": people_told(event), **more}
    return personal(render_template("trainings/desk/place.html", **shown))


def _stale_place(event_id: int, form: PlaceForm) -> ResponseReturnValue:
    """Somebody was faster: what they chose beside what was chosen here, which is kept."""
    event = open_event(event_id)
    differences = differing(_choice(event, formdata=None), form)
    form.edition.data = event.edition
    page = _place_page(event, form, faster=last_change(event), differences=differences)
    page.status_code = HTTPStatus.CONFLICT
    return page


@trainings_desk.route("/<int:event_id>/place/new", methods=["GET", "POST"])
def new_venue(event_id: int) -> ResponseReturnValue:
    """A new place of the event's organisation, which the event gets at once."""
    event = open_event(event_id)
    form = VenueForm(data={"edition": event.edition})
    if not form.validate_on_submit():
        return _venue_page(event, form, people_told(event))
    try:
        _add_and_choose(event, form)
    except (StaleForm, EventClosed):
        return _stale_new(event_id, form)
    except DomainError as problem:
        form.add_problem(problem)
        return _venue_page(event_for(event_id), form, people_told(event))
    flash(_("The place is saved."), "success")
    return to_overview(event_id)


def _add_and_choose(event: Event, form: VenueForm) -> None:
    link, owner, editing = event.online_url, event.organisation_id, editing_by(form, event.id)
    with writing() as db:
        made = services.add_venue(db, owner, form.to_command(), actor=editing.actor, now=editing.now)
        services.choose_place(db, editing, made.id, link)


def _stale_new(event_id: int, form: VenueForm) -> ResponseReturnValue:
    """Somebody was faster: the place that they chose stands above the new one, which is kept as it was typed."""
    event = open_event(event_id)
    form.edition.data = event.edition
    page = _venue_page(event, form, people_told(event), faster=last_change(event), chosen=True)
    page.status_code = HTTPStatus.CONFLICT
    return page


@trainings_desk.route("/<int:event_id>/place/change", methods=["GET", "POST"])
def change_venue(event_id: int) -> ResponseReturnValue:
    """Correct the event's place, for all events there."""
    event = open_event(event_id)
    if event.venue is None:
        raise NoSuchVenue
    venue_id, form = event.venue.id, VenueForm.of(event.venue)
    if not form.validate_on_submit():
        return _correction(event, form)
    told, seen = form.to_command(), form.seen.data or ""
    try:
        with writing() as db:
            services.change_venue(db, venue_id, told, actor=current_actor(), now=clock.now(), seen=seen)
    except StaleForm:
        return _stale_correction(event_id, form)
    except DomainError as problem:
        form.add_problem(problem)
        return _correction(event_for(event_id), form)
    flash(_("The place is saved."), "success")
    return to_overview(event_id)


def _correction(event: Event, form: VenueForm, **more: Any) -> Response:
    there = services.events_at(reading(), event.venue_id) if event.venue_id else []
    concerned = queries.events_of(reading(), there)
    people = sum(people_told(one) for one in concerned)
    return _venue_page(event, form, people, others=len(there) - 1, change=True, **more)


def _stale_correction(event_id: int, form: VenueForm) -> ResponseReturnValue:
    """Somebody has corrected the same place: their version beside the one that was typed, which is kept."""
    event = open_event(event_id)
    if event.venue is None:
        raise NoSuchVenue
    stored = VenueForm.of(event.venue, formdata=None)
    form.seen.data = stored.seen.data
    faster = last_change_of(("venue", event.venue.id))
    page = _correction(event, form, faster=faster, differences=differing(stored, form))
    page.status_code = HTTPStatus.CONFLICT
    return page


def _venue_page(event: Event, form: VenueForm, people: int, **more: Any) -> Response:
    shown = {"others": 0, "unsaved": request.method == "POST", **more}
    return personal(
        render_template("trainings/desk/venue.html", event=event, form=form, people=people, **shown)
    )
