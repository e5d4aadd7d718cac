"""Loading what a desk page is about, for those who may."""

from flask import abort

from registration.accounts.guards import require
from registration.accounts.permissions import Act, Where
from registration.signup import queries
from registration.signup.models import Registration
from registration.trainings.models import Event
from registration.web.writing import reading


def where(event: Event) -> Where:
    """The event as a place of roles."""
    return Where(organisation_id=event.organisation_id, event_id=event.id)


def event_for(event_id: int, act: Act) -> Event:
    """The event. 404 where there is none and for a stranger to it, 403 without the role."""
    event = reading().get(Event, event_id) or abort(404)
    require(act, where(event))
    return event


def registration_for(event_id: int, registration_id: int, act: Act) -> Registration:
    """A registration of the event; another event's is none."""
    event_for(event_id, act)
    return queries.one_of_event(reading(), event_id, registration_id) or abort(404)
