"""How far a partnership has come."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.partners.forms.partnership.standing import SelectionForm, StepForm
from registration.partners.forms.picker import offer
from registration.partners.models import Partnership
from registration.partners.services.partnerships import standing as services
from registration.partners.views.partnerships import shown
from registration.partners.views.partnerships.access import attempt, done, page, partnership_for, saved
from registration.partners.views.partnerships.blueprints import partnerships_desk
from registration.partners.words.partnership import RESULTS, STATUSES
from registration.web.writing import reading


@partnerships_desk.route("/<int:partnership_id>/status", methods=["GET", "POST"])
def status(partnership_id: int) -> ResponseReturnValue:
    """The way so far, and a form for the next step."""
    known = partnership_for(partnership_id)
    form = StepForm(data={"edition": known.edition}).offer(known)
    if not form.validate_on_submit():
        return _status_page(known, form)
    told = form.to_command()
    refused = attempt(
        partnership_id, form, lambda db, editing: services.take_step(db, editing, told), _status_page
    )
    return refused or done(_("The step is noted."), "status", partnership_id)


@partnerships_desk.route("/<int:partnership_id>/selection", methods=["GET", "POST"])
def selection(partnership_id: int) -> ResponseReturnValue:
    """Who selects, and the result."""
    known = partnership_for(partnership_id)
    form = SelectionForm.of(known)
    if not form.validate_on_submit():
        return _selection_page(known, form)
    told = form.to_command()
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.set_selection(db, editing, told),
        _selection_page,
        lambda now: SelectionForm.of(now, formdata=None),
    )
    return refused or done(saved(), "status", partnership_id)


def _status_page(known: Partnership, form: StepForm, **more: object) -> Response:
    result = _(RESULTS[known.selection_result]) if known.selection_result else ""
    steps = [(step, _(STATUSES[step.status]), shown.day(step.happened_on)) for step in reversed(known.steps)]
    more |= {"way": shown.way(known), "result": result, "decided": shown.day(known.selection_on)}
    return page("status", known, form.offer(known), steps=steps, **more)


def _selection_page(known: Partnership, form: SelectionForm, **more: object) -> Response:
    offer(form.selector, reading())
    return page("selection", known, form, **more)
