"""The photographs of an item: add, describe, move, remove."""

from typing import Any

from flask import Response, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.core.errors import DomainError
from registration.files.allowance import takes_files
from registration.files.place import shelf_folder, upload_megabytes
from registration.files.receiving import accept_image
from registration.news import services
from registration.news.errors import NewsChanged
from registration.news.forms import ActForm, NewPhotographForm, PhotographForm
from registration.news.forms.photograph import DescribedForm
from registration.news.models import NewsItem, Photograph
from registration.news.services.photographs import completed
from registration.news.views import shown
from registration.news.views.blueprints import news_desk
from registration.news.views.desk.access import editing_by, own_item, page, photograph_of, stale, to_item
from registration.news.views.desk.items import address_in
from registration.web.both_versions import Difference
from registration.web.writing import writing

MORE = "more"
"""The button that asks for more rows; nothing is saved by it."""


@news_desk.route("/<int:item_id>/photographs/new", methods=["GET", "POST"])
@takes_files
def add_photograph(item_id: int) -> ResponseReturnValue:
    """One more. Its words are looked at first, and its sizes made before the transaction begins."""
    item = own_item(item_id)
    form = NewPhotographForm(data={"edition": item.edition})
    if MORE in request.form or not form.validate_on_submit():
        return _page(item, form)
    try:
        completed(form.to_command())
        received = accept_image(shelf_folder(), form.file.data, megabytes=upload_megabytes())
        with writing() as db:
            services.add_photograph(db, editing_by(form, item_id), received, form.to_command())
    except NewsChanged:
        return _stale(item_id, form)
    except DomainError as problem:
        form.add_problem(problem)
        return _page(own_item(item_id), form)
    flash(
        _("The photograph is added. Look at its description and correct it where it should say more."),
        "success",
    )
    return to_item(item_id, "photographs")


@news_desk.route("/<int:item_id>/photographs/<int:photograph_id>", methods=["GET", "POST"])
def edit_photograph(item_id: int, photograph_id: int) -> ResponseReturnValue:
    """Other words for it."""
    item = own_item(item_id)
    one = photograph_of(item, photograph_id)
    form = _form(item, one)
    if MORE in request.form or not form.validate_on_submit():
        return _page(item, form, one)
    try:
        with writing() as db:
            services.change_photograph(db, editing_by(form, item_id), photograph_id, form.to_command())
    except NewsChanged:
        return _stale(item_id, form, photograph_id)
    except DomainError as problem:
        form.add_problem(problem)
        item = own_item(item_id)
        return _page(item, form, photograph_of(item, photograph_id))
    flash(_("The description is saved."), "success")
    return to_item(item_id, "photographs")


@news_desk.post("/<int:item_id>/photographs/<int:photograph_id>/forward")
def move_photograph(item_id: int, photograph_id: int) -> ResponseReturnValue:
    """One place forward."""
    photograph_of(own_item(item_id), photograph_id)
    form = ActForm()
    if form.validate_on_submit():
        with writing() as db:
            services.move_photograph(db, editing_by(form, item_id), photograph_id)
    return to_item(item_id, "photographs")


@news_desk.route("/<int:item_id>/photographs/<int:photograph_id>/remove", methods=["GET", "POST"])
def remove_photograph(item_id: int, photograph_id: int) -> ResponseReturnValue:
    """Ask before it leaves the item."""
    item = own_item(item_id)
    one, form = photograph_of(item, photograph_id), ActForm(data={"edition": item.edition})
    if not form.validate_on_submit():
        return page("remove", item, form, photograph=_shown(item, one))
    try:
        with writing() as db:
            services.remove_photograph(db, editing_by(form, item_id), photograph_id)
    except NewsChanged:
        item = own_item(item_id)
        return stale("remove", item, form, photograph=_shown(item, photograph_of(item, photograph_id)))
    flash(_("The photograph is removed."), "success")
    return to_item(item_id, "photographs")


def _form(item: NewsItem, one: Photograph, **options: Any) -> PhotographForm:
    values = PhotographForm.values(one)
    values["data"]["edition"] = item.edition
    return PhotographForm(**values, **options)


def _page(item: NewsItem, form: DescribedForm, one: Photograph | None = None, **more: Any) -> Response:
    """The form with a few empty rows at its end."""
    _make_room(form)
    return page("photograph", item, form, photograph=_shown(item, one), **more)


def _make_room(form: DescribedForm) -> None:
    free = [row for row in form.people if not (row.form.who.data or row.form.name.data)]
    if MORE in request.form or not free:
        form.add_rows()


def _stale(item_id: int, form: DescribedForm, photograph_id: int | None = None) -> ResponseReturnValue:
    """Somebody was faster: their words beside the typed ones. One that was removed is gone: 404."""
    item = own_item(item_id)
    one = photograph_of(item, photograph_id) if photograph_id is not None else None
    _make_room(form)
    return stale("photograph", item, form, photograph=_shown(item, one), differences=_differing(one, form))


def _differing(one: Photograph | None, form: DescribedForm) -> list[Difference]:
    if one is None:
        return []
    fields = (form.place, form.alt, form.caption)
    pairs = ((field, getattr(one, field.name)) for field in fields)
    return [
        (str(field.label.text), stored, field.data or "") for field, stored in pairs if stored != field.data
    ]


def _shown(item: NewsItem, one: Photograph | None) -> shown.ShownPhotograph | None:
    return shown.photograph(one, address_in(item)) if one is not None else None
