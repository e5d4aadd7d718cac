"""What the desk pages of a thing that an organisation keeps (a project, a partnership) share: loading it for those who
may, trying a change, showing the page again with what was typed and why not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Generic, Protocol, TypeVar

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import orm

from registration.accounts.audit import Actor, history
from registration.accounts.guards import current_actor, require
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.core.errors import Conflict, DomainError, NotFound
from registration.web.both_versions import differing
from registration.web.caching import personal
from registration.web.fields import EditForm
from registration.web.forms import BaseForm
from registration.web.language import say
from registration.web.site import settings
from registration.web.writing import reading, writing

_BIGGEST = 2**63


class Kept(Protocol):
    """A thing that an organisation keeps, and that counts its saved changes."""

    @property
    def id(self) -> Any: ...
    @property
    def organisation_id(self) -> Any: ...
    @property
    def edition(self) -> Any: ...


Thing = TypeVar("Thing", bound=Kept)
Editing = TypeVar("Editing")
Show = Callable[..., Response]
"""(the thing as it is now, the form, more values) → the page."""


@dataclass(frozen=True)
class Desk(Generic[Thing, Editing]):
    """The desk of one kind of thing: "project" has the blueprint projects_desk, pages in partners/projects/desk, the
    argument project_id in its addresses and its history under "project"."""

    kind: str
    find: Callable[[orm.Session, int], Thing | None]
    editing: Callable[[int, int | None, Actor, datetime], Editing]
    """(id, edition of the form or None for any, who, when) → what its services are told."""
    missing: type[NotFound]
    part_missing: type[NotFound]
    changed: type[Conflict]

    def thing(self, number: int) -> Thing:
        """The thing with all that is in it. 404 for a stranger to its keeper and where there is none."""
        found = self.find(reading(), number) if number < _BIGGEST else None
        if found is None:
            raise self.missing
        require(Act.EDIT_PARTNERS, Where(organisation_id=found.organisation_id))
        return found

    def page(self, name: str, known: Thing, form: BaseForm | None = None, **more: Any) -> Response:
        """A desk page of the thing."""
        shown = {self.kind: known, "unsaved": request.method == "POST", "zone": settings().zone, **more}
        if form is not None:
            shown["form"] = form
        return personal(render_template(f"partners/{self.kind}s/desk/{name}.html", **shown))

    def attempt(
        self,
        number: int,
        form: EditForm,
        change: Callable[[orm.Session, Editing], object],
        show: Show,
        stored: Callable[[Thing], EditForm] | None = None,
    ) -> Response | None:
        """Do it; None when it is done, otherwise the page again with what was typed, and with why not: a refusal at
        its field, or what somebody faster has saved beside it (`stored`: the form filled with that; nothing to compare
        where something new was typed)."""
        editing = self.editing(number, form.typed_edition, current_actor(), clock.now())
        try:
            with writing() as db:
                change(db, editing)
        except self.changed:
            return self._stale(self.thing(number), form, show, stored)
        except NotFound:
            raise
        except DomainError as problem:
            form.add_problem(problem)
            return show(self.thing(number), form)
        return None

    def _stale(
        self, known: Thing, form: EditForm, show: Show, stored: Callable[[Thing], EditForm] | None
    ) -> Response:
        form.edition.data = known.edition
        told: dict[str, Any] = {"faster": next(iter(history(reading(), (self.kind, known.id), 1)), None)}
        try:
            if stored is not None:
                told["differences"] = differing(stored(known), form)
        except self.part_missing:
            told["gone"] = True
        answer = show(known, form, stale=True, **told)
        answer.status_code = HTTPStatus.CONFLICT
        return answer

    def done(self, message: str, endpoint: str, number: int, **values: Any) -> ResponseReturnValue:
        """Say so, and on to a page of the thing."""
        flash(message, "success")
        return redirect(self._address(endpoint, number, **values), 303)

    def moved(
        self, number: int, endpoint: str, change: Callable[[orm.Session, Editing, int], object]
    ) -> ResponseReturnValue:
        """A button that moves something up or down, of whatever edition: the order alone is changed, and seen at
        once."""
        self.thing(number)
        by = -1 if request.form.get("by") == "up" else 1
        try:
            with writing() as db:
                change(db, self.editing(number, None, current_actor(), clock.now()), by)
        except NotFound:
            raise
        except DomainError as problem:
            flash(say(problem.told), "error")
        return redirect(self._address(endpoint, number), 303)

    def _address(self, endpoint: str, number: int, **values: Any) -> str:
        within: dict[str, Any] = {f"{self.kind}_id": number}
        return url_for(f"{self.kind}s_desk.{endpoint}", **within, **values)


def saved() -> str:
    """What most pages say."""
    return str(_("Saved."))
