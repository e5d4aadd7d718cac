"""The tabs of one event's desk pages: links to those pages that exist and that the person may open."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import pgettext

from registration.accounts.guards import allowed
from registration.accounts.permissions import Act, Where
from registration.trainings.models import Event
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.links import address_of

Tab = tuple[str, str, bool, int | None]


def event_tabs(event: Event) -> list[Tab]:
    """(text, path, is it this page, count) of each tab."""
    where = Where(organisation_id=event.organisation_id, event_id=event.id)
    offered = (
        (_("Overview"), "trainings_desk.overview", Act.SEE_EVENT),
        (_("Programme"), "trainings_desk.programme", Act.EDIT_EVENT),
        (pgettext("tab", "Participants"), "signup_desk.participants", Act.SEE_PARTICIPANTS),
        (pgettext("tab", "Calendars"), "invites_desk.index", Act.SEE_PARTICIPANTS),
        (pgettext("tab", "Invitations"), "mailings_desk.index", Act.SEND_MAILING),
        (pgettext("tab", "Mail"), "outbox_desk.about_event", Act.SEE_OUTBOX),
        (_("History"), "trainings_desk.history", Act.SEE_HISTORY),
    )
    return [
        (text, path, _is_current(endpoint), None)
        for text, endpoint, act in offered
        if (path := address_of(endpoint, event_id=event.id)) and allowed(act, where)
    ]


def _is_current(endpoint: str) -> bool:
    """Another room's tab is current on all its pages; our own tabs each on theirs, the overview on the rest."""
    here = request.endpoint or ""
    room, _dot, page = endpoint.partition(".")
    if room != trainings_desk.name:
        return here.startswith(f"{room}.")
    known = {"trainings_desk.programme", "trainings_desk.history"}
    return here == endpoint or (page == "overview" and here.startswith(f"{room}.") and here not in known)


@trainings_desk.app_context_processor
def give_tabs() -> dict[str, Callable[[Any], list[Tab]]]:
    """Every room's pages of one event show the same tabs."""
    return {"event_tabs": event_tabs}
