"""What all desk pages of one partnership share: loading it for those who may, trying a change, showing it again."""

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
from registration.partners.errors.partnership import NoSuchPart, NoSuchPartnership, PartnershipChanged
from registration.partners.models import Partnership
from registration.partners.queries import partnership as queries
from registration.partners.services.partnerships.changing import Editing
from registration.partners.services.partnerships.noting import KIND
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
"""(the partnership as it is now, the form, more values) → the page."""
Stored = Callable[[Partnership], EditForm]
"""The form filled with what is stored now; raises NoSuchPart where that is gone."""


def partnership_for(partnership_id: int) -> Partnership:
    """The partnership with all that is in it. 404 for a stranger to its keeper and where there is none."""
    found = queries.find(reading(), partnership_id) if partnership_id < _BIGGEST else None
    if found is None:
        raise NoSuchPartnership
    require(Act.EDIT_PARTNERS, Where(organisation_id=found.organisation_id))
    return found


def page(name: str, known: Partnership, form: BaseForm | None = None, **more: Any) -> Response:
    """A desk page of a partnership."""
    shown = {"partnership": known, "unsaved": request.method == "POST", "zone": settings().zone, **more}
    if form is not None:
        shown["form"] = form
    return personal(render_template(f"partners/partnerships/desk/{name}.html", **shown))


def attempt(
    partnership_id: int, form: EditForm, change: Change, show: Show, stored: Stored | None = None
) -> Response | None:
    """Do it; None when it is done, otherwise the page again with what was typed, and with why not: a refusal at its
    field, or what somebody faster has saved beside it (`stored`; nothing to compare where something new was typed)."""
    editing = Editing(partnership_id, form.typed_edition, current_actor(), clock.now())
    try:
        with writing() as db:
            change(db, editing)
    except PartnershipChanged:
        return _stale(partnership_for(partnership_id), form, show, stored)
    except NotFound:
        raise
    except DomainError as problem:
        form.add_problem(problem)
        return show(partnership_for(partnership_id), form)
    return None


def _stale(known: Partnership, form: EditForm, show: Show, stored: Stored | None) -> Response:
    form.edition.data = known.edition
    told: dict[str, Any] = {"faster": next(iter(history(reading(), (KIND, known.id), 1)), None)}
    try:
        if stored is not None:
            told["differences"] = differing(stored(known), form)
    except NoSuchPart:
        told["gone"] = True
    answer = show(known, form, stale=True, **told)
    answer.status_code = HTTPStatus.CONFLICT
    return answer


def done(message: str, endpoint: str, known_id: int, **values: Any) -> ResponseReturnValue:
    """Say so, and on to a page of the partnership."""
    flash(message, "success")
    return redirect(url_for(f"partnerships_desk.{endpoint}", partnership_id=known_id, **values), 303)


def saved() -> str:
    """What most pages say."""
    return str(_("Saved."))


def moved(
    partnership_id: int, endpoint: str, change: Callable[[orm.Session, Editing, int], object]
) -> ResponseReturnValue:
    """A button that moves something up or down, of whatever edition: the order alone is changed, and seen at once."""
    partnership_for(partnership_id)
    by = -1 if request.form.get("by") == "up" else 1
    try:
        with writing() as db:
            change(db, Editing(partnership_id, None, current_actor(), clock.now()), by)
    except NotFound:
        raise
    except DomainError as problem:
        flash(say(problem.told), "error")
    return redirect(url_for(f"partnerships_desk.{endpoint}", partnership_id=partnership_id), 303)
