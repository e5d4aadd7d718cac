"""The desk's list of projects, and one of them at a glance."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from registration.accounts.audit import history
from registration.accounts.guards import require_somewhere
from registration.accounts.permissions import Act
from registration.extensions import db as database
from registration.partners.queries import project as queries
from registration.partners.services.projects.noting import KIND
from registration.partners.views.projects import shown
from registration.partners.views.projects.access import page, project_for
from registration.partners.views.projects.blueprints import projects_desk
from registration.web.caching import personal
from registration.web.writing import reading

PER_PAGE = 50


@projects_desk.get("/")
def index() -> ResponseReturnValue:
    """Those that the person keeps, with a search."""
    within = require_somewhere(Act.EDIT_PARTNERS)
    text = request.args.get("q", "")[:200]
    filters = queries.ProjectFilters(text, within=None if within is None else frozenset(within))
    paged = database.paginate(queries.listed(filters), per_page=PER_PAGE, error_out=False)
    return personal(
        render_template(
            "partners/projects/desk/index.html",
            paged=paged,
            parties=queries.count_parties(reading(), [one.id for one in paged.items]),
            day=shown.day,
            text=text,
            asked={"q": text} if text else {},
        )
    )


@projects_desk.get("/<int:project_id>")
def overview(project_id: int) -> ResponseReturnValue:
    """What is there and what is missing, and what was done with it."""
    known = project_for(project_id)
    lines = history(reading(), (KIND, project_id))
    return page("overview", known, dates=shown.dates(known), lines=lines)
