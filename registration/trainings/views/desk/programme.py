"""The programme editor: one form with all items, which works without JavaScript."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.core import clock
from registration.core.errors import DomainError
from registration.trainings import services
from registration.trainings.errors import EventClosed, ProgrammeRefused, StaleForm
from registration.trainings.forms.arranging import Arranger, Rearranged, show_fault
from registration.trainings.forms.programme import ProgrammeForm
from registration.trainings.forms.rows import Fields, tidied
from registration.trainings.forms.shifting import ShiftForm
from registration.trainings.models import Event
from registration.trainings.services import previewing
from registration.trainings.views import page
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
from registration.web.caching import personal
from registration.web.writing import writing


@trainings_desk.route("/<int:event_id>/programme", methods=["GET", "POST"])
def programme(event_id: int) -> ResponseReturnValue:
    """All items of the programme. Every button but "Save" shows the form again with all that was typed."""
    event = open_event(event_id)
    sent = tidied(request.form) if request.method == "POST" else None
    form = ProgrammeForm.of(event, sent)
    if sent is None:
        return _page(event, form)
    arranged = Arranger(form, sent, event.language).pressed()
    if arranged is not None:
        return _rearranged(event, arranged)
    if "back" in sent or not form.validate_on_submit():
        return _page(event, form, sent)
    return _preview(event, form) if "preview" in sent else _save(event_id, form)


def _preview(event: Event, form: ProgrammeForm) -> Response:
    try:
        shown = previewing.with_programme(event, form.to_command())
    except DomainError as problem:
        return _refused(event, form, problem)
    return preview_page(shown, form, url_for("trainings_desk.programme", event_id=event.id))


def _rearranged(event: Event, arranged: Rearranged) -> Response:
    """The form after one of its buttons: what has changed is said, and has the focus."""
    form = ProgrammeForm.of(event, arranged.fields)
    shift = ShiftForm.of(form, arranged.fields)
    if arranged.fault is not None:
        show_fault(form, shift, arranged.fault)
    return _page(event, form, arranged.fields, shift=shift, arranged=arranged)


def _save(event_id: int, form: ProgrammeForm) -> ResponseReturnValue:
    try:
        with writing() as db:
            services.save_programme(db, editing_by(form, event_id), form.to_command())
    except (StaleForm, EventClosed):
        return _stale(event_id, form)
    except DomainError as problem:
        return _refused(event_for(event_id), form, problem)
    flash(_("The programme is saved."), "success")
    return to_overview(event_id)


def _refused(event: Event, form: ProgrammeForm, problem: DomainError) -> Response:
    """What was typed, and what is wrong with it: each fault at its item."""
    if isinstance(problem, ProgrammeRefused):
        form.add_faults(problem.faults)
    else:
        form.add_problem(problem)
    return _page(event, form, unsaved=True)


def _stale(event_id: int, form: ProgrammeForm) -> ResponseReturnValue:
    """Somebody was faster: the stored programme above what was typed, which is kept."""
    event = open_event(event_id)
    kept = {row.form.id.data for row in form.items.entries}
    unknown = {session.public_id for session in event.sessions if str(session.id) not in kept}
    form.edition.data = event.edition
    stored = [page.day_of(day, event, clock.now()) for day in event.days]
    told: dict[str, Any] = {"faster": last_change(event), "stored": stored, "unknown": unknown, "stale": True}
    shown = _page(event, form, unsaved=True, **told)
    shown.status_code = HTTPStatus.CONFLICT
    return shown


def _page(event: Event, form: ProgrammeForm, sent: Fields | None = None, **more: Any) -> Response:
    shown: dict[str, Any] = {"shift": ShiftForm.of(form, sent), "unsaved": sent is not None, **more}
    shown["people"] = people_told(event)
    return personal(render_template("trainings/desk/programme.html", event=event, form=form, **shown))
