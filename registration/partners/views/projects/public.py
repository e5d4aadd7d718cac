"""What everybody may read of projects."""

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from registration.core import clock
from registration.files.answering import answer
from registration.partners import hooks
from registration.partners.errors.project import NoSuchProject, NoSuchProjectPart
from registration.partners.models import ProjectRole
from registration.partners.queries import project as queries
from registration.partners.views.projects import schema_org, shown
from registration.partners.views.projects.blueprints import projects
from registration.web import versions
from registration.web.caching import versioned
from registration.web.panels import panels_of
from registration.web.site import site
from registration.web.writing import reading


@projects.get("/")
def index() -> ResponseReturnValue:
    """All that are published, by the alphabet."""
    return versioned(versions.content(), _index)


def _index() -> str:
    found = list(reading().scalars(queries.listed(queries.ProjectFilters(published=True))))
    parties = queries.count_parties(reading(), [one.id for one in found])
    return render_template("partners/projects/index.html", projects=found, parties=parties, day=shown.day)


@projects.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """One project: what for, who, when, who pays, what has become of it. 404 while it is not published."""
    return versioned((*versions.content(), versions.stretch(clock.now())), lambda: _show(slug))


def _show(slug: str) -> str:
    known = queries.public(reading(), slug)
    if known is None:
        raise NoSuchProject
    parties, address = shown.parties(known), site().address(url_for("projects.show", slug=slug))
    return render_template(
        "partners/projects/show.html",
        project=known,
        address=address,
        dates=shown.dates(known),
        groups=[(role, [one for one in parties if one.role is role]) for role in ProjectRole],
        funding=shown.funding(known.funding),
        panels=panels_of(hooks.project_panels, reading(), known),
        structured=Markup(schema_org.as_script(known, address)),  # noqa: S704 (escaped there)
    )


@projects.get("/logos/<sha256>.<ending>")
def logo(sha256: str, ending: str) -> Response:
    """A size of a logo, while a funding scheme shows it: events show it, too, whose project may be hidden."""
    found = queries.logo_file(reading(), sha256)
    if found is None or shown.ENDINGS.get(found.media_type) != ending:
        raise NoSuchProjectPart
    return answer(found, f"{sha256[:12]}.{ending}")
