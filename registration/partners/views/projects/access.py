"""What all desk pages of one project share: loading it for those who may, trying a change, showing it again."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import orm

from registration.accounts.audit import history
from registration.accounts.guards import current_actor, require
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.core.errors import DomainError, NotFound
from registration.partners.errors.project import NoSuchProject, NoSuchProjectPart, ProjectChanged
from registration.partners.models import Project
from registration.partners.queries import project as queries
from registration.partners.services.projects.changing import Editing
from registration.partners.services.projects.noting import KIND
from registration.web.both_versions import differing
from registration.web.caching import personal
from registration.web.fields import EditForm
from registration.web.forms import BaseForm
from registration.web.language import say
from registration.web.site import settings
from registration.web.writing import reading, writing

_BIGGEST = 2**63
Change = Callable[[orm.Session, Editing], object]
Show = Callable[..., Response]
"""(the project as it is now, the form, more values) → the page."""
Stored = Callable[[Project], EditForm]
"""The form filled with what is stored now; raises NoSuchProjectPart where that is gone."""


def project_for(project_id: int) -> Project:
    """The project with all that is in it. 404 for a stranger to its keeper and where there is none."""
    found = queries.find(reading(), project_id) if project_id < _BIGGEST else None
    if found is None:
        raise NoSuchProject
    require(Act.EDIT_PARTNERS, Where(organisation_id=found.organisation_id))
    return found


def page(name: str, known: Project, form: BaseForm | None = None, **more: Any) -> Response:
    """A desk page of a project."""
    shown = {"project": known, "unsaved": request.method == "POST", "zone": settings().zone, **more}
    if form is not None:
        shown["form"] = form
    return personal(render_template(f"partners/projects/desk/{name}.html", **shown))


def attempt(
    project_id: int, form: EditForm, change: Change, show: Show, stored: Stored | None = None
) -> Response | None:
    """Do it; None when it is done, otherwise the page again with what was typed, and with why not: a refusal at its
    field, or what somebody faster has saved beside it (`stored`; nothing to compare where something new was typed)."""
    editing = Editing(project_id, form.typed_edition, current_actor(), clock.now())
    try:
        with writing() as db:
            change(db, editing)
    except ProjectChanged:
        return _stale(project_for(project_id), form, show, stored)
    except NotFound:
        raise
    except DomainError as problem:
        form.add_problem(problem)
        return show(project_for(project_id), form)
    return None


def _stale(known: Project, form: EditForm, show: Show, stored: Stored | None) -> Response:
    form.edition.data = known.edition
    told: dict[str, Any] = {"faster": next(iter(history(reading(), (KIND, known.id), 1)), None)}
    try:
        if stored is not None:
            told["differences"] = differing(stored(known), form)
    except NoSuchProjectPart:
        told["gone"] = True
    answer = show(known, form, stale=True, **told)
    answer.status_code = HTTPStatus.CONFLICT
    return answer


def done(message: str, endpoint: str, known_id: int, **values: Any) -> ResponseReturnValue:
    """Say so, and on to a page of the project."""
    flash(message, "success")
    return redirect(url_for(f"projects_desk.{endpoint}", project_id=known_id, **values), 303)


def saved() -> str:
    """What most pages say."""
    return str(_("Saved."))


def moved(
    project_id: int, endpoint: str, change: Callable[[orm.Session, Editing, int], object]
) -> ResponseReturnValue:
    """A button that moves something up or down, of whatever edition: the order alone is changed, and seen at once."""
    project_for(project_id)
    by = -1 if request.form.get("by") == "up" else 1
    try:
        with writing() as db:
            change(db, Editing(project_id, None, current_actor(), clock.now()), by)
    except NotFound:
        raise
    except DomainError as problem:
        flash(say(problem.told), "error")
    return redirect(url_for(f"projects_desk.{endpoint}", project_id=project_id), 303)
