"""Who comes: the organiser's list of an event's participants."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import pgettext

from registration.accounts.guards import allowed, require
from registration.accounts.permissions import Act, Where
from registration.signup import queries
from registration.signup.states import RULES, RegistrationState
from registration.signup.views import signup_desk
from registration.trainings.models import Event
from registration.web.caching import personal
from registration.web.writing import reading


@signup_desk.get("/<int:event_id>")
def participants(event_id: int) -> ResponseReturnValue:
    """The event's participants; needs are shown to its coordinator only."""
    event = reading().get(Event, event_id) or abort(404)
    where = Where(organisation_id=event.organisation_id, event_id=event.id)
    require(Act.SEE_PARTICIPANTS, where)
    found = queries.participants(reading(), event_id)
    return personal(
        render_template(
            "signup/desk/participants.html",
            event=event,
            registrations=found,
            coming=sum(RULES[one.state].holds_seat for one in found),
            states=state_words(),
            sees_needs=allowed(Act.SEE_NEEDS, where),
            needs=sum(bool(one.needs) for one in found),
            chosen=queries.choices(reading(), event_id),
        )
    )


def state_words() -> dict[RegistrationState, str]:
    """The states as an organiser reads them."""
    return {
        RegistrationState.UNVERIFIED: pgettext("registration", "address not confirmed"),
        RegistrationState.AWAITING_APPROVAL: pgettext("registration", "awaiting approval"),
        RegistrationState.WAITING: pgettext("registration", "waiting list"),
        RegistrationState.OFFERED: pgettext("registration", "seat offered"),
        RegistrationState.CONFIRMED: pgettext("registration", "confirmed"),
        RegistrationState.WITHDRAWN: pgettext("registration", "resigned"),
        RegistrationState.REFUSED: pgettext("registration", "refused"),
        RegistrationState.EXPIRED: pgettext("registration", "expired"),
        RegistrationState.REMOVED: pgettext("registration", "removed"),
        RegistrationState.SUBSTITUTED: pgettext("registration", "substituted"),
    }
