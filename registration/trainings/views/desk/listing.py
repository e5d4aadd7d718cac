"""The list of the organiser's events."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import allowed, events_in_reach, organisations_in_reach
from registration.accounts.permissions import Act
from registration.core import clock
from registration.trainings import queries
from registration.trainings.forms.filters import DeskForm
from registration.trainings.queries import DeskFilters, Order
from registration.trainings.states import seat_state
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.cards import where
from registration.trainings.views.catalogue import paginated
from registration.trainings.words import KINDS
from registration.web.caching import personal
from registration.web.language import language, say

ORDERS = {"start": (Order.EARLIEST, Order.LATEST), "title": (Order.TITLE, Order.TITLE_BACKWARDS)}


@trainings_desk.get("/")
def index() -> ResponseReturnValue:
    """Own events with search, state and order in the address."""
    form, now = DeskForm(request.args), clock.now()
    filters = form.to_filters()
    found = paginated(queries.at_desk(filters, organisations_in_reach(), events_in_reach()))
    return personal(
        render_template(
            "trainings/desk/index.html",
            filter_form=form,
            filtered=filters != DeskFilters(order=filters.order),
            found=found,
            states={event.id: seat_state(event, now, language()) for event in found.items},
            say=say,
            kinds={event.id: _(KINDS[event.kind]) for event in found.items},
            where=where,
            headers=_headers(filters),
            kept=_kept(),
            may_create=may_create(),
        )
    )


def may_create() -> bool:
    """Whether the person runs the events of some organisation."""
    return allowed(Act.EDIT_EVENT) or bool(organisations_in_reach(Act.EDIT_EVENT))


def _kept() -> dict[str, str]:
    return {name: value for name, value in request.args.items() if value and name in ("q", "state", "sort")}


def _headers(filters: DeskFilters) -> list[Any]:
    """The table's headers; two of them sort."""
    return [
        _sorting(_("Event"), "title", filters.order),
        _sorting(_("When"), "start", filters.order),
        _("State"),
        {"text": _("Signed up"), "number": True},
    ]


def _sorting(text: str, by: str, order: Order) -> dict[str, str]:
    up, down = ORDERS[by]
    other = down if order is up else up
    kept: dict[str, Any] = {**_kept(), "sort": other.value}
    direction = {up: "ascending", down: "descending"}.get(order, "")
    return {
        "text": text,
        "href": url_for("trainings_desk.index", **kept),
        "sorted": direction,
    }
