"""The desk's list of partnerships, and one of them at a glance."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.audit import history
from registration.accounts.guards import require_somewhere
from registration.accounts.permissions import Act
from registration.extensions import db as database
from registration.partners.models import PartnershipStatus
from registration.partners.queries import partnership as queries
from registration.partners.services.partnerships.noting import KIND
from registration.partners.views.partnerships.access import page, partnership_for
from registration.partners.views.partnerships.blueprints import partnerships_desk
from registration.partners.views.partnerships.shown import way
from registration.partners.words.partnership import STATUSES
from registration.web.caching import personal
from registration.web.writing import reading

PER_PAGE = 50


@partnerships_desk.get("/")
def index() -> ResponseReturnValue:
    """Those that the person keeps, with a search."""
    within = require_somewhere(Act.EDIT_PARTNERS)
    asked = request.args.get("status", "")
    status = PartnershipStatus(asked) if asked in set(PartnershipStatus) else None
    text = request.args.get("q", "")[:200]
    filters = queries.PartnershipFilters(text, status, within=None if within is None else frozenset(within))
    paged = database.paginate(queries.listed(filters), per_page=PER_PAGE, error_out=False)
    return personal(
        render_template(
            "partners/partnerships/desk/index.html",
            paged=paged,
            parties=queries.count_parties(reading(), [one.id for one in paged.items]),
            statuses={one: _(word) for one, word in STATUSES.items()},
            text=text,
            status=status,
            asked={name: value for name, value in (("q", text), ("status", status or "")) if value},
        )
    )


@partnerships_desk.get("/<int:partnership_id>")
def overview(partnership_id: int) -> ResponseReturnValue:
    """How far it is, what is there and what is missing, and what was done with it."""
    known = partnership_for(partnership_id)
    return page(
        "overview",
        known,
        way=way(known),
        status=_(STATUSES[known.status]),
        lines=history(reading(), (KIND, partnership_id)),
    )
