"""The same training on new dates."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from registration.accounts.guards import current_actor, require
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.core.errors import DomainError
from registration.trainings import services, when
from registration.trainings.errors import CopyRefused
from registration.trainings.forms.copying import CopyForm
from registration.trainings.models import Event
from registration.trainings.services import NewDate, proposed_slug
from registration.trainings.services.copying import first_day
from registration.trainings.views import page
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.desk.access import event_for
from registration.web.caching import personal
from registration.web.language import language
from registration.web.writing import reading, writing


@trainings_desk.route("/<int:event_id>/copy", methods=["GET", "POST"])
def copy(event_id: int) -> ResponseReturnValue:
    """Ask for the new first day, show what moves along, make the draft."""
    event = event_for(event_id)
    require(Act.EDIT_EVENT, Where(organisation_id=event.organisation_id))
    form = CopyForm(data={"title": event.title, "slug": proposed_slug(reading(), event.title)})
    if form.validate_on_submit():
        try:
            made_id = _copied(event_id, form.to_command())
        except CopyRefused as refused:
            form.add_refusal(refused)
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(
                _("The draft on the new dates is saved. Check its link and texts, then publish it."),
                "success",
            )
            return redirect(url_for("trainings_desk.overview", event_id=made_id), 303)
        event = event_for(event_id)
    return _page(event, form)


def _copied(event_id: int, wanted: NewDate) -> int:
    """The id of the copy. Where two writers may run at once (PostgreSQL), the loser of a race for the same address
    looks again, and is told or gets the next one."""
    for attempt in (1, 2):
        try:
            with writing() as db:
                made = services.copy_event(db, event_id, wanted, actor=current_actor(), now=clock.now())
                return made.id
        except IntegrityError:
            if attempt == 2:
                raise
    raise AssertionError("unreachable")


def _page(event: Event, form: CopyForm) -> ResponseReturnValue:
    return personal(
        render_template(
            "trainings/desk/copy.html",
            event=event,
            form=form,
            movable=bool(event.sessions) and first_day(event) is not None,
            when=when.in_words(event, language()),
            days=[page.day_of(day, event, clock.now()) for day in event.days],
        )
    )
