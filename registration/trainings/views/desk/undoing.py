"""Taking back the last change of an event. GET shows what it was, POST does it."""

from http import HTTPStatus

from flask import Response, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.models import AuditLine
from registration.core.errors import DomainError
from registration.trainings import services
from registration.trainings.forms.publishing import UndoForm
from registration.trainings.models import Event, EventSnapshot
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.desk.access import editing_by, event_for, open_event, to_overview
from registration.web.caching import personal
from registration.web.writing import reading, writing


@trainings_desk.route("/<int:event_id>/undo", methods=["GET", "POST"])
def undo(event_id: int) -> ResponseReturnValue:
    """Ask before the event is given back as it was; a refusal says why."""
    event = open_event(event_id)
    form = UndoForm(data={"edition": event.edition})
    if not form.validate_on_submit():
        return _page(event, form)
    try:
        with writing() as db:
            services.undo_last(db, editing_by(form, event_id))
    except DomainError as problem:
        form.add_problem(problem)
        event = event_for(event_id)
        form.edition.data = event.edition
        page = _page(event, form)
        page.status_code = HTTPStatus.CONFLICT
        return page
    flash(_("The last change is undone. Nobody is told."), "success")
    return to_overview(event_id)


def _page(event: Event, form: UndoForm) -> Response:
    line = as_line(services.last_undoable(reading(), event))
    return personal(render_template("trainings/desk/undo.html", event=event, form=form, line=line))


def as_line(change: EventSnapshot | None) -> AuditLine | None:
    """The change as a line of the history, for showing."""
    if change is None:
        return None
    return AuditLine(
        at=change.at,
        actor_kind="user",
        actor_name=change.actor_name,
        action=change.action,
        before=change.before,
        after=change.after,
    )
