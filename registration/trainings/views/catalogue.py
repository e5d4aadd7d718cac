"""The catalogue: what is coming, and one link away what was."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Select

from registration.core import clock
from registration.extensions import db
from registration.trainings import queries
from registration.trainings.errors import NoSuchEvent
from registration.trainings.forms.filters import CatalogueForm
from registration.trainings.queries import Filters
from registration.trainings.views.blueprints import trainings
from registration.trainings.views.cards import by_month, date_card
from registration.trainings.views.known_by import list_version
from registration.trainings.views.links import public_address, webcal
from registration.web.caching import versioned
from registration.web.writing import reading

PER_PAGE = 50


@trainings.get("/")
def catalogue() -> ResponseReturnValue:
    """What is coming, grouped by month."""
    now = clock.now()
    return versioned(list_version(now), lambda: _coming(now))


def _coming(now: datetime) -> str:
    form = _filters()
    filters = form.to_filters()
    found = paginated(queries.upcoming(filters, now))
    feed = public_address("calendars.public_feed")
    return render_template(
        "trainings/catalogue.html",
        filter_form=form,
        filtered=filters != Filters(),
        found=found,
        months=by_month(found.items, now),
        feed=feed,
        webcal=webcal(feed),
        kept=_kept(),
    )


@trainings.get("/past")
def past() -> ResponseReturnValue:
    """What was, the latest first."""
    now = clock.now()
    return versioned(list_version(now), lambda: _over(now))


def _over(now: datetime) -> str:
    form = _filters()
    filters = form.to_filters()
    found = paginated(queries.past(filters, now))
    return render_template(
        "trainings/past.html",
        filter_form=form,
        filtered=filters != Filters(),
        found=found,
        months=by_month(found.items, now),
        kept=_kept(),
    )


@trainings.get("/<slug>/dates")
def dates(slug: str) -> ResponseReturnValue:
    """All dates of one training: those to come, then those that were. 404 for a draft."""
    now = clock.now()
    return versioned(list_version(now), lambda: _all_dates(slug, now))


def _all_dates(slug: str, now: datetime) -> str:
    event = queries.public_event(reading(), slug)
    if event is None:
        raise NoSuchEvent
    found = list(reading().scalars(queries.public_dates(event)))
    coming = [one for one in reversed(found) if not one.is_past(now)]
    return render_template(
        "trainings/dates.html",
        event=event,
        coming=[date_card(one, now) for one in coming],
        past=[date_card(one, now) for one in found if one not in coming],
    )


def _filters() -> CatalogueForm:
    return CatalogueForm(request.args, queries.owners(reading()))


def _kept() -> dict[str, str]:
    """The filters in the address, for the links of the pagination."""
    return {name: value for name, value in request.args.items() if value and name in CatalogueForm.__dict__}


def paginated(wanted: Select[Any], per_page: int = PER_PAGE) -> Pagination:
    """The page that the address asks for. 404 for a page that there is not."""
    asked = request.args.get("page", "1")
    if not asked.isdecimal() or len(asked) > 6:
        abort(HTTPStatus.NOT_FOUND)
    return db.paginate(wanted, page=int(asked), per_page=per_page)
