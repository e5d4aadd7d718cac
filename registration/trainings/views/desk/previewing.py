"""The public page as it would be with what is typed, and the way back to it. Nothing is stored."""

from dataclasses import replace
from typing import Any

from flask import Response, render_template, request

from registration.core import clock
from registration.trainings.models import Event
from registration.trainings.views import page
from registration.web.caching import personal
from registration.web.forms import BaseForm

BUTTONS = ("csrf_token", "preview", "back", "save")


def preview_page(shown: Event, form: BaseForm, address: str) -> Response:
    """The page of `shown`; above it a form that carries everything typed back to `address`."""
    of_event = page.of_event(shown, clock.now())
    days: Any = of_event["days"]
    # What is not stored has no calendar file yet.
    apart = {"event_file": "", "days": [_without_files(day) for day in days]}
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in BUTTONS]
    return personal(
        render_template(
            "trainings/desk/preview_typed.html",
            **{**of_event, **apart},
            form=form,
            typed=typed,
            back_to=address,
        )
    )


def _without_files(day: page.ProgrammeDay) -> page.ProgrammeDay:
    return replace(day, parts=[replace(part, file="") for part in day.parts])
