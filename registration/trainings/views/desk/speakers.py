"""Who leads the event's sessions."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import orm

from registration.core.errors import DomainError
from registration.trainings import services
from registration.trainings.errors import NoSuchSpeaker
from registration.trainings.forms.speakers import SpeakerForm
from registration.trainings.models import Event, Speaker
from registration.trainings.services import Editing
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.desk.access import editing_by, event_for, open_event
from registration.web.caching import personal
from registration.web.writing import writing

Act = Callable[[orm.Session, Editing], Event]


@trainings_desk.route("/<int:event_id>/speakers", methods=["GET", "POST"])
def speakers(event_id: int) -> ResponseReturnValue:
    """The list, and a form for one more."""
    event = open_event(event_id)
    form = SpeakerForm(data={"edition": event.edition})
    if form.validate_on_submit() and _done(
        form, event_id, lambda db, editing: services.add_speaker(db, editing, form.to_command())
    ):
        flash(_("The speaker is added."), "success")
        return _to_list(event_id)
    return personal(render_template("trainings/desk/speakers.html", event=event_for(event_id), form=form))


@trainings_desk.route("/<int:event_id>/speakers/<int:speaker_id>", methods=["GET", "POST"])
def speaker(event_id: int, speaker_id: int) -> ResponseReturnValue:
    """Change one speaker."""
    event = open_event(event_id)
    one = _of(event, speaker_id)
    form = SpeakerForm(obj=one, data={"edition": event.edition})
    if form.validate_on_submit() and _done(
        form,
        event_id,
        lambda db, editing: services.change_speaker(db, editing, speaker_id, form.to_command()),
    ):
        flash(_("The speaker is changed."), "success")
        return _to_list(event_id)
    shown = event_for(event_id)
    return personal(
        render_template("trainings/desk/speaker.html", event=shown, form=form, speaker=_of(shown, speaker_id))
    )


@trainings_desk.route("/<int:event_id>/speakers/<int:speaker_id>/remove", methods=["GET", "POST"])
def remove_speaker(event_id: int, speaker_id: int) -> ResponseReturnValue:
    """Ask before a speaker leaves the event and its sessions."""
    event = open_event(event_id)
    one = _of(event, speaker_id)
    led = [session for session in event.sessions if one in session.speakers]
    form = SpeakerForm(data={"edition": event.edition})
    if form.validate_on_submit() and _done(
        form, event_id, lambda db, editing: services.remove_speaker(db, editing, speaker_id)
    ):
        flash(_("The speaker is removed."), "success")
        return _to_list(event_id)
    shown = event_for(event_id)
    return personal(
        render_template(
            "trainings/desk/speaker_remove.html",
            event=shown,
            form=form,
            speaker=_of(shown, speaker_id),
            led=[session.title for session in led],
        )
    )


def _done(form: SpeakerForm, event_id: int, act: Act) -> bool:
    """Whether the service did it; else its refusal is on the form, which is as new as the event now."""
    try:
        with writing() as db:
            act(db, editing_by(form, event_id))
    except DomainError as problem:
        form.add_problem(problem)
        form.edition.data = event_for(event_id).edition
        return False
    return True


def _of(event: Event, speaker_id: int) -> Speaker:
    found = next((one for one in event.speakers if one.id == speaker_id), None)
    if found is None:
        raise NoSuchSpeaker
    return found


def _to_list(event_id: int) -> ResponseReturnValue:
    return redirect(url_for("trainings_desk.speakers", event_id=event_id), 303)
