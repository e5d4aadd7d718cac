"""Loading the event that a desk page is about, for those who may."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from registration.accounts.audit import history
from registration.accounts.guards import current_actor, require
from registration.accounts.models import AuditLine
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.trainings import queries, services
from registration.trainings.errors import NoSuchEvent
from registration.trainings.models import Event, Visibility
from registration.trainings.services import Editing
from registration.web.fields import EditForm
from registration.web.writing import reading


def event_for(event_id: int, act: Act = Act.EDIT_EVENT) -> Event:
    """The event with its programme. 404 for a stranger to it and where there is none, 403 without the role."""
    event = queries.with_programme(reading(), event_id) if event_id < 2**63 else None
    if event is None:
        raise NoSuchEvent
    require(act, Where(organisation_id=event.organisation_id, event_id=event.id))
    return event


def editing_by(form: EditForm, event_id: int) -> Editing:
    """Who edits what from which form."""
    return Editing(event_id, form.typed_edition, current_actor(), clock.now())


def is_closed(event: Event) -> bool:
    """Whether nothing of the event can be edited any more."""
    return event.visibility in (Visibility.CANCELLED, Visibility.ARCHIVED)


def to_overview(event_id: int) -> ResponseReturnValue:
    """Back to the event's first page."""
    return redirect(url_for("trainings_desk.overview", event_id=event_id), 303)


def last_change(event: Event) -> AuditLine | None:
    """The newest line of the event's history: who was faster."""
    return last_change_of(("event", event.id))


def last_change_of(thing: tuple[str, int]) -> AuditLine | None:
    """The newest line of a thing's history."""
    return next(iter(history(reading(), thing, 1)), None)


def people_told(event: Event) -> int:
    """How many people a saved change may reach by e-mail: those who have the event in their calendar."""
    announced = event.visibility is Visibility.PUBLISHED and not event.is_past(clock.now())
    return services.people_to_tell(reading(), event) if announced else 0


def open_event(event_id: int) -> Event:
    """The event for editing; a closed one goes to its overview, which says why."""
    event = event_for(event_id)
    if is_closed(event):
        abort(redirect(url_for("trainings_desk.overview", event_id=event_id), 303))
    return event
