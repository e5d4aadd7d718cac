"""The dates of one training at the desk: which there are, linking one more, taking this one out."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import allowed, current_actor
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.core.errors import DomainError
from registration.trainings import queries, services, when
from registration.trainings.forms.dates import LinkForm
from registration.trainings.models import Event
from registration.trainings.states import seat_state
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.desk.access import event_for
from registration.web.caching import personal
from registration.web.language import language, say
from registration.web.writing import reading, writing


@dataclass(frozen=True)
class DateLine:
    """Another date of the training, as the desk lists it."""

    id: int
    title: str
    when: str
    state: str
    tone: str
    taken: int
    capacity: int | None


def lines_of(event: Event, now: datetime) -> list[DateLine]:
    """The other dates of the event's training that the person may see, whatever their state."""
    return [_line(one, now) for one in queries.desk_dates(reading(), event) if _may_see(one)]


def _may_see(event: Event) -> bool:
    return allowed(Act.SEE_EVENT, Where(organisation_id=event.organisation_id, event_id=event.id))


def _line(event: Event, now: datetime) -> DateLine:
    state = seat_state(event, now, language())
    said = when.in_words(event, language())
    return DateLine(
        event.id, event.title, said, say(state.sentence), state.tone, event.seats_taken, event.capacity
    )


@trainings_desk.route("/<int:event_id>/dates", methods=["GET", "POST"])
def dates(event_id: int) -> ResponseReturnValue:
    """All dates of the training, and the choice of one more."""
    event, form = event_for(event_id), LinkForm()
    form.offer((one.id, _offered(one)) for one in queries.linkable(reading(), event))
    if form.validate_on_submit():
        try:
            with writing() as db:
                services.link_edition(db, event_id, form.other_id, actor=current_actor(), now=clock.now())
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The two events are dates of one training now."), "success")
            return _to_dates(event_id)
        event = event_for(event_id)
    return personal(
        render_template(
            "trainings/desk/dates.html", event=event, form=form, lines=lines_of(event, clock.now())
        )
    )


@trainings_desk.post("/<int:event_id>/dates/unlink")
def unlink(event_id: int) -> ResponseReturnValue:
    """Take this event out of the dates of the training; it can be linked again."""
    event_for(event_id)
    with writing() as db:
        services.unlink_edition(db, event_id, actor=current_actor(), now=clock.now())
    flash(_("This event is no longer linked with the other dates."), "success")
    return _to_dates(event_id)


def _offered(event: Event) -> str:
    """ "Zasady tworzenia partnerstw – 1 i 2 lipca 2026 r."."""
    return " – ".join(part for part in (event.title, when.in_words(event, language())) if part)


def _to_dates(event_id: int) -> ResponseReturnValue:
    return redirect(url_for("trainings_desk.dates", event_id=event_id), 303)
