"""Publishing an item and withdrawing it: each on a page that names the effect."""

from collections.abc import Callable

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import orm

from registration.core.errors import DomainError
from registration.news import services
from registration.news.errors import NewsChanged
from registration.news.forms import ActForm
from registration.news.models import NewsItem
from registration.news.services.changes import Editing
from registration.news.views.blueprints import news_desk
from registration.news.views.desk.access import editing_by, own_item, page, stale, to_item
from registration.web.writing import writing

Act = Callable[[orm.Session, Editing], NewsItem]


@news_desk.route("/<int:item_id>/publish", methods=["GET", "POST"])
def publish(item_id: int) -> ResponseReturnValue:
    """Show it to everybody."""
    return _done("publish", item_id, services.publish, _("The item is published."))


@news_desk.route("/<int:item_id>/withdraw", methods=["GET", "POST"])
def withdraw(item_id: int) -> ResponseReturnValue:
    """Take it back."""
    return _done("withdraw", item_id, services.withdraw, _("The item is withdrawn."))


def _done(name: str, item_id: int, act: Act, said: str) -> ResponseReturnValue:
    item = own_item(item_id)
    form = ActForm(data={"edition": item.edition})
    if not form.validate_on_submit():
        return page(name, item, form)
    try:
        with writing() as db:
            act(db, editing_by(form, item_id))
    except NewsChanged:
        return stale(name, own_item(item_id), form)
    except DomainError as problem:
        form.add_problem(problem)
        return page(name, own_item(item_id), form)
    flash(said, "success")
    return to_item(item_id)
