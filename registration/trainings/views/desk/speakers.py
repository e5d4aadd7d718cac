"""Who leads the event's sessions."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.core.errors import DomainError
from registration.trainings import services
from registration.trainings.errors import NoSuchSpeaker, StaleForm
from registration.trainings.forms.speakers import SpeakerForm
from registration.trainings.models import Event, Speaker
from registration.trainings.views.blueprints import trainings_desk
from registration.trainings.views.desk.access import (
    editing_by,
    event_for,
    last_change,
    open_event,
    people_told,
)
from registration.web.both_versions import differing
from registration.web.caching import personal
from registration.web.writing import writing


@trainings_desk.route("/<int:event_id>/speakers", methods=["GET", "POST"])
def speakers(event_id: int) -> ResponseReturnValue:
    """The list, and a form for one more."""
    event = open_event(event_id)
    form = SpeakerForm(data={"edition": event.edition})
    if not form.validate_on_submit():
        return _page("speakers", event, form)
    try:
        with writing() as db:
            services.add_speaker(db, editing_by(form, event_id), form.to_command())
    except DomainError as problem:
        return _refused("speakers", event_id, form, problem)
    flash(_("The speaker is added."), "success")
    return _to_list(event_id)


@trainings_desk.route("/<int:event_id>/speakers/<int:speaker_id>", methods=["GET", "POST"])
def speaker(event_id: int, speaker_id: int) -> ResponseReturnValue:
    """Change one speaker. One who was removed meanwhile can be added again, as typed."""
    event = open_event(event_id)
    one = _find(event, speaker_id)
    if one is None and request.method == "POST":
        return _refused("speakers", event_id, SpeakerForm(), StaleForm(), removed=True)
    form = SpeakerForm(obj=_of(event, speaker_id), data={"edition": event.edition})
    if not form.validate_on_submit():
        return _page("speaker", event, form, speaker=one)
    try:
        with writing() as db:
            services.change_speaker(db, editing_by(form, event_id), speaker_id, form.to_command())
    except NoSuchSpeaker:
        return _refused("speakers", event_id, form, StaleForm(), removed=True)
    except DomainError as problem:
        stored = SpeakerForm(formdata=None, obj=_of(event_for(event_id), speaker_id))
        return _refused("speaker", event_id, form, problem, speaker_id, differences=differing(stored, form))
    flash(_("The speaker is changed."), "success")
    return _to_list(event_id)


@trainings_desk.route("/<int:event_id>/speakers/<int:speaker_id>/remove", methods=["GET", "POST"])
def remove_speaker(event_id: int, speaker_id: int) -> ResponseReturnValue:
    """Ask before a speaker leaves the event and its sessions."""
    event = open_event(event_id)
    one, form = _of(event, speaker_id), SpeakerForm(data={"edition": event.edition})
    if not form.validate_on_submit():
        return _page("speaker_remove", event, form, speaker=one)
    try:
        with writing() as db:
            services.remove_speaker(db, editing_by(form, event_id), speaker_id)
    except DomainError as problem:
        return _refused("speaker_remove", event_id, form, problem, speaker_id)
    flash(_("The speaker is removed."), "success")
    return _to_list(event_id)


def _refused(
    name: str,
    event_id: int,
    form: SpeakerForm,
    problem: DomainError,
    speaker_id: int | None = None,
    **more: Any,
) -> Response:
    """The page again: a refusal at its field; of a stale form what the faster one saved, beside what was typed."""
    event = open_event(event_id)
    speaker = _of(event, speaker_id) if speaker_id is not None else None
    form.edition.data = event.edition
    if not isinstance(problem, StaleForm):
        form.add_problem(problem)
        return _page(name, event, form, speaker=speaker)
    page = _page(name, event, form, speaker=speaker, stale=True, faster=last_change(event), **more)
    page.status_code = HTTPStatus.CONFLICT
    return page


def _page(name: str, event: Event, form: SpeakerForm, **more: Any) -> Response:
    unsaved = request.method == "POST"
    shown = {"event": event, "form": form, "unsaved": unsaved, "people": people_told(event), **more}
    one = more.get("speaker")
    shown["led"] = [session.title for session in event.sessions if one in session.speakers]
    return personal(render_template(f"trainings/desk/{name}.html", **shown))


def _find(event: Event, speaker_id: int) -> Speaker | None:
    return next((one for one in event.speakers if one.id == speaker_id), None)


def _of(event: Event, speaker_id: int) -> Speaker:
    found = _find(event, speaker_id)
    if found is None:
        raise NoSuchSpeaker
    return found


def _to_list(event_id: int) -> ResponseReturnValue:
    return redirect(url_for("trainings_desk.speakers", event_id=event_id), 303)
