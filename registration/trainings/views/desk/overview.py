"""The first desk page of an event, and its history."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from registration.accounts.audit import actions_of, lines_about
from registration.accounts.guards import allowed
from registration.accounts.history import actions_in_words
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.trainings import desk_panels, when
from registration.trainings.forms.publishing import ActForm
from registration.trainings.models import Event
from registration.trainings.readiness import checklist
from registration.trainings.services import last_undoable
from registration.trainings.states import seat_state
from registration.trainings.views import facts_box, page
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.cards import leaf
from registration.trainings.views.catalogue import paginated
from registration.trainings.views.desk.access import event_for, is_closed
from registration.trainings.views.desk.dates import lines_of
from registration.trainings.views.desk.undoing import as_line
from registration.trainings.words import VISIBILITIES
from registration.web.caching import personal
from registration.web.language import language, say
from registration.web.writing import reading


@trainings_desk.get("/<int:event_id>")
def overview(event_id: int) -> ResponseReturnValue:
    """How the event stands, what it lacks, and everything that was entered."""
    event, now = event_for(event_id, Act.SEE_EVENT), clock.now()
    state = seat_state(event, now, language())
    may_act = allowed(Act.EDIT_EVENT, Where(organisation_id=event.organisation_id, event_id=event.id))
    may_edit = may_act and not is_closed(event)
    return personal(
        render_template(
            "trainings/desk/overview.html",
            event=event,
            leaf_parts=leaf(event),
            when=when.in_words(event, language()),
            visibility=_(VISIBILITIES[event.visibility]),
            state=say(state.sentence),
            tone=state.tone,
            tiles=tiles(event),
            checklist=checklist(event, now),
            say=say,
            facts=facts_box.facts(event, now),
            days=[page.day_of(day, event, now) for day in event.days],
            dates=lines_of(event, now),
            past=event.is_past(now),
            may_edit=may_edit,
            may_act=may_act,
            undoable=as_line(last_undoable(reading(), event)) if may_edit else None,
            act=ActForm(),
        )
    )


def tiles(event: Event) -> list[tuple[str, str, str]]:
    """(value, words, path) of the figures: seats, and whatever the rooms above add."""
    free = event.free_seats
    seats = [
        (str(event.seats_taken), ngettext("person signed up", "people signed up", event.seats_taken), ""),
        ("∞", _("places without a limit"), "")
        if free is None
        else (str(free), ngettext("free place", "free places", free), ""),
    ]
    added = desk_panels.tiles(reading(), event)
    return [*seats, *((tile.value, tile.label, tile.link) for tile in added)]


@trainings_desk.get("/<int:event_id>/preview")
def preview(event_id: int) -> ResponseReturnValue:
    """The public page as it will look, for a draft that nobody else sees."""
    event = event_for(event_id, Act.SEE_EVENT)
    return personal(render_template("trainings/show.html", **page.of_event(event, clock.now())))


@trainings_desk.get("/<int:event_id>/history")
def history(event_id: int) -> ResponseReturnValue:
    """Who changed what, when, and how it was before."""
    event = event_for(event_id, Act.SEE_HISTORY)
    thing = ("event", event.id)
    kinds = actions_in_words(actions_of(reading(), thing))
    kind = request.args.get("kind", "")
    kind = kind if kind in dict(kinds) else ""
    found = paginated(lines_about(thing, kind))
    return personal(
        render_template("trainings/desk/history.html", event=event, found=found, kinds=kinds, kind=kind)
    )
