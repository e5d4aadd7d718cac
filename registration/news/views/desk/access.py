"""Loading the item that a desk page is about, for those who may."""

from http import HTTPStatus
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration.accounts.audit import history
from registration.accounts.guards import current_actor, require
from registration.accounts.models import AuditLine
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.news import queries
from registration.news.errors import NoSuchNews, NoSuchPhotograph
from registration.news.models import NewsItem, Photograph
from registration.news.services.changes import Editing
from registration.web.caching import personal
from registration.web.fields import EditForm
from registration.web.writing import reading


def own_item(item_id: int) -> NewsItem:
    """The item with all that its pages show. 404 for a stranger to it and where there is none."""
    found = queries.for_desk(reading(), item_id)
    if found is None:
        raise NoSuchNews
    require(Act.EDIT_NEWS, Where(organisation_id=found.organisation_id))
    return found


def photograph_of(item: NewsItem, photograph_id: int) -> Photograph:
    """One of the item's. Raises NoSuchPhotograph."""
    found = next((one for one in item.photographs if one.id == photograph_id), None)
    if found is None:
        raise NoSuchPhotograph
    return found


def editing_by(form: EditForm, item_id: int) -> Editing:
    """Who edits what from which form."""
    return Editing(item_id, form.typed_edition, current_actor(), clock.now())


def last_change(item: NewsItem) -> AuditLine | None:
    """Who was faster."""
    return next(iter(history(reading(), ("news", item.id), 1)), None)


def page(name: str, item: NewsItem, form: EditForm, **more: Any) -> Response:
    """A desk page with a form."""
    shown = {"item": item, "form": form, "unsaved": request.method == "POST", **more}
    return personal(render_template(f"news/desk/{name}.html", **shown))


def stale(name: str, item: NewsItem, form: EditForm, **more: Any) -> Response:
    """The page again as 409: what the faster one saved, beside what was typed, which is kept."""
    form.edition.data = item.edition
    answered = page(name, item, form, faster=last_change(item), **more)
    answered.status_code = HTTPStatus.CONFLICT
    return answered


def to_item(item_id: int, anchor: str | None = None) -> ResponseReturnValue:
    """Back to the item's first page."""
    return redirect(url_for("news_desk.show", item_id=item_id, _anchor=anchor), 303)
