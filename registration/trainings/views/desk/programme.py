"""The programme editor: one form with all items, which works without JavaScript."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.core import clock
from registration.core.errors import DomainError
from registration.trainings import services
from registration.trainings.errors import EventClosed, ProgrammeRefused, StaleForm
from registration.trainings.forms.programme import MOST_ITEMS, ProgrammeForm
from registration.trainings.models import Event
from registration.trainings.views import page
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.desk.access import (
    editing_by,
    event_for,
    last_change,
    open_event,
    to_overview,
)
from registration.web.caching import personal
from registration.web.writing import writing


@trainings_desk.route("/<int:event_id>/programme", methods=["GET", "POST"])
def programme(event_id: int) -> ResponseReturnValue:
    """All items of the programme. "Add" and "Remove" show the form again with all that was typed."""
    event = open_event(event_id)
    form = ProgrammeForm.of(event)
    if "add" in request.form:
        return _with_one_more(event, form)
    if "remove" in request.form:
        return _page(event, form, removed=form.remove(request.form["remove"]))
    if form.validate_on_submit():
        return _save(event_id, form)
    return _page(event, form)


def _with_one_more(event: Event, form: ProgrammeForm) -> ResponseReturnValue:
    if len(form.items.entries) >= MOST_ITEMS:
        form.form_errors.append(_("A programme has at most %(most)s items.", most=MOST_ITEMS))
        return _page(event, form)
    return _page(event, form, added=form.add(event.speakers))


def _save(event_id: int, form: ProgrammeForm) -> ResponseReturnValue:
    try:
        with writing() as db:
            services.save_programme(db, editing_by(form, event_id), form.to_command())
    except (StaleForm, EventClosed):
        return _stale(event_id, form)
    except ProgrammeRefused as refused:
        form.add_faults(refused.faults)
    except DomainError as problem:
        form.add_problem(problem)
    else:
        flash(_("The programme is saved."), "success")
        return to_overview(event_id)
    return _page(event_for(event_id), form)


def _stale(event_id: int, form: ProgrammeForm) -> ResponseReturnValue:
    """Somebody was faster: the stored programme above what was typed, which is kept."""
    event = open_event(event_id)
    kept = {row.form.id.data for row in form.items.entries}
    unknown = {session.public_id for session in event.sessions if str(session.id) not in kept}
    form.edition.data = event.edition
    stored = [page.day_of(day, event, clock.now()) for day in event.days]
    shown = _page(event, form, faster=last_change(event), stored=stored, unknown=unknown, stale=True)
    shown.status_code = HTTPStatus.CONFLICT
    return shown


def _page(event: Event, form: ProgrammeForm, **more: Any) -> Response:
    return personal(
        render_template("trainings/desk/programme.html", event=event, form=form, most=MOST_ITEMS, **more)
    )
