"""The list, a new item, one item, its texts, its preview."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts import audit
from registration.accounts.guards import current_actor, require_somewhere
from registration.accounts.permissions import Act
from registration.core import clock
from registration.core.errors import DomainError
from registration.files.answering import answer
from registration.files.models import StoredFile
from registration.news import queries, services, words
from registration.news.errors import NewsChanged, NoSuchPhotograph
from registration.news.forms import ActForm, ItemForm, NewItemForm
from registration.news.models import NewsItem
from registration.news.queries.desk import rendition_of
from registration.news.views import public, shown
from registration.news.views.blueprints import news_desk
from registration.news.views.desk.access import editing_by, own_item, page, stale, to_item
from registration.partners import queries as partners
from registration.partners.models import Organisation
from registration.trainings.views.catalogue import paginated
from registration.web.both_versions import differing
from registration.web.caching import personal
from registration.web.writing import reading, writing


@news_desk.get("/")
def index() -> ResponseReturnValue:
    """The items of one's institutions, the last changed first."""
    within = require_somewhere(Act.EDIT_NEWS)
    found = paginated(queries.at_desk(within))
    return personal(
        render_template("news/desk/index.html", found=found, states=words.STATES, tones=words.TONES)
    )


@news_desk.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """A new draft of one of one's institutions."""
    owners = partners.owners(reading(), require_somewhere(Act.EDIT_NEWS))
    form = NewItemForm().of(owners)
    if form.validate_on_submit():
        try:
            made = _add(form)
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The draft is there. Nobody sees it until it is published."), "success")
            return redirect(url_for("news_desk.edit", item_id=made), 303)
    return personal(render_template("news/desk/new.html", form=form))


def _add(form: NewItemForm) -> int:
    with writing() as db:
        owner = db.get(Organisation, form.organisation.data) or abort(404)
        made = services.add_item(db, owner, form.to_command(), actor=current_actor(), now=clock.now())
        return made.id


@news_desk.get("/<int:item_id>")
def show(item_id: int) -> ResponseReturnValue:
    """One item: its state, its photographs, what can be done, its history."""
    item = own_item(item_id)
    return page(
        "show",
        item,
        ActForm(data={"edition": item.edition}),
        photographs=shown.photographs(item, address_in(item)),
        state=words.STATES[item.state],
        tone=words.TONES[item.state],
        links=public.links(item),
        lines=audit.history(reading(), ("news", item.id)),
    )


@news_desk.route("/<int:item_id>/edit", methods=["GET", "POST"])
def edit(item_id: int) -> ResponseReturnValue:
    """The texts, and what it is about."""
    item = own_item(item_id)
    form = _form(item)
    if not form.validate_on_submit():
        return page("edit", item, form)
    try:
        with writing() as db:
            services.change_item(db, editing_by(form, item_id), form.to_command())
    except NewsChanged:
        return _stale(item_id, form)
    except DomainError as problem:
        form.add_problem(problem)
        return page("edit", own_item(item_id), form)
    flash(_("The item is saved."), "success")
    return to_item(item_id)


def _form(item: NewsItem, **options: Any) -> ItemForm:
    events = queries.events_to_link(reading(), item.organisation_id)
    meetings = queries.meetings_to_link(reading(), item.organisation_id)
    partnerships = queries.partnerships_to_link(reading(), item.organisation_id)
    return ItemForm(obj=item, **options).offer(events, meetings, partnerships)


def _stale(item_id: int, form: ItemForm) -> ResponseReturnValue:
    item = own_item(item_id)
    return stale("edit", item, form, differences=differing(_form(item, formdata=None), form))


@news_desk.get("/<int:item_id>/preview")
def preview(item_id: int) -> ResponseReturnValue:
    """The page as everybody would see it."""
    item = own_item(item_id)
    return personal(render_template("news/show.html", preview=True, **public.of_item(item, address_in(item))))


def address_in(item: NewsItem) -> shown.Address:
    """The addresses of the item's pictures for those who may edit it, published or not."""

    def address(file: StoredFile) -> str:
        ending = shown.ENDINGS[file.media_type]
        return url_for("news_desk.picture", item_id=item.id, sha256=file.sha256, ending=ending)

    return address


@news_desk.get("/<int:item_id>/pictures/<sha256>.<ending>")
def picture(item_id: int, sha256: str, ending: str) -> Response:
    """A size of one of the item's pictures."""
    item = own_item(item_id)
    found = rendition_of(reading(), item.id, sha256)
    if found is None or shown.ENDINGS.get(found.media_type) != ending:
        raise NoSuchPhotograph
    return answer(found, f"{sha256[:12]}.{ending}", public=False)
