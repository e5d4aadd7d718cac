"""Who comes: the organiser's list of an event's participants, on the screen and on paper."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext

from registration.accounts.guards import allowed
from registration.accounts.permissions import Act
from registration.partners.views.projects.shown import funding
from registration.signup.queries import HOLDING, choices
from registration.signup.queries.listing import Order
from registration.signup.queries.listing import participants as found_participants
from registration.signup.states import RegistrationState
from registration.signup.views import signup_desk
from registration.signup.views.desk.access import event_for, where
from registration.web.caching import personal
from registration.web.kept_search import keep_search, kept_search
from registration.web.writing import reading

SORTED = {
    "name": (Order.NAME, Order.NAME_BACKWARDS),
    "institution": (Order.INSTITUTION, Order.INSTITUTION_BACKWARDS),
    "signed-up": (Order.SIGNED_UP, Order.SIGNED_UP_BACKWARDS),
}


@signup_desk.get("/<int:event_id>")
def participants(event_id: int) -> ResponseReturnValue:
    """The event's participants, sorted by the page's address; needs are shown to its coordinator only."""
    event = event_for(event_id, Act.SEE_PARTICIPANTS)
    sees_needs, search, order = allowed(Act.SEE_NEEDS, where(event)), kept_search(_place(event_id)), _order()
    everybody = found_participants(reading(), event_id, order)
    found = found_participants(reading(), event_id, order, search) if search else everybody
    return personal(
        render_template(
            "signup/desk/participants.html",
            event=event,
            registrations=found,
            anybody=bool(everybody),
            search=search,
            headers=_headers(event_id, order, sees_needs),
            coming=sum(one.state in HOLDING for one in everybody),
            states=state_words(),
            sees_needs=sees_needs,
            links_institutions=allowed(Act.EDIT_PARTNERS, where(event)),
            names_coordinators=allowed(Act.EDIT_EVENT, where(event)),
            needs=sum(bool(one.needs) for one in everybody),
            chosen=choices(reading(), event_id),
            sort=request.args.get("sort", ""),
        )
    )


@signup_desk.post("/<int:event_id>/search")
def search(event_id: int) -> ResponseReturnValue:
    """Narrow the list; what was typed stands in no address."""
    event_for(event_id, Act.SEE_PARTICIPANTS)
    keep_search(_place(event_id))
    order = request.form.get("sort", "")
    kept = order if order in tuple(Order) else None
    return redirect(url_for("signup_desk.participants", event_id=event_id, sort=kept), 303)


@signup_desk.get("/<int:event_id>/print")
def print_list(event_id: int) -> ResponseReturnValue:
    """Who comes, by name, to be printed."""
    event = event_for(event_id, Act.SEE_PARTICIPANTS)
    found = [one for one in found_participants(reading(), event_id, Order.NAME) if one.state in HOLDING]
    sees_needs = allowed(Act.SEE_NEEDS, where(event))
    pays = funding(event.project.funding) if event.project else None
    shown = {"event": event, "registrations": found, "sees_needs": sees_needs, "funding": pays}
    return personal(render_template("signup/desk/print.html", **shown))


def _place(event_id: int) -> str:
    return f"participants:{event_id}"


def _order() -> Order:
    """From the page's address; an unknown order is the usual one."""
    wanted = request.args.get("sort", "")
    return Order(wanted) if wanted in tuple(Order) else Order.SIGNED_UP


def _headers(event_id: int, order: Order, sees_needs: bool) -> list[Any]:
    """The table's headers; three of them sort."""
    headers: list[Any] = [
        _sorting(event_id, _("Name"), "name", order),
        _sorting(event_id, _("Institution"), "institution", order),
        _("State"),
        _sorting(event_id, _("Signed up on"), "signed-up", order),
        _("Question to the speaker"),
    ]
    return [*headers, _("Needs")] if sees_needs else headers


def _sorting(event_id: int, text: str, by: str, order: Order) -> dict[str, str]:
    up, down = SORTED[by]
    other = down if order is up else up
    direction = {up: "ascending", down: "descending"}.get(order, "")
    href = url_for("signup_desk.participants", event_id=event_id, sort=other.value)
    return {"text": text, "href": href, "sorted": direction}


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
