"""Which institutions took part in a project's events, how often, and which never came: a page and a file."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.core import clock
from registration.core.dates import in_zone
from registration.documents.writing import Cell, as_csv, as_xlsx
from registration.partners.models import Project, ProjectRole
from registration.partners.views.projects import shown as projects
from registration.partners.views.projects.access import project_for
from registration.partners.words.project import ROLES
from registration.signup.participation import Participation, participation
from registration.signup.queries import participation as queries
from registration.signup.views import signup_desk
from registration.web.caching import personal
from registration.web.site import settings
from registration.web.writing import reading

KINDS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@signup_desk.get("/projects/<int:project_id>")
def project_participation(project_id: int) -> ResponseReturnValue:
    """The table of a year, or of all years."""
    known = project_for(project_id)
    found = _found(known)
    lines = [(one, projects.about(one.organisation), roles_in_words(one.roles)) for one in found.came]
    never = [projects.party(one) for one in found.never]
    return personal(
        render_template(
            "signup/desk/participation.html", project=known, found=found, lines=lines, never=never
        )
    )


@signup_desk.get("/projects/<int:project_id>/participation.<kind>")
def participation_file(project_id: int, kind: str) -> ResponseReturnValue:
    """The same as a table for a spreadsheet: nobody is named in it, only institutions."""
    known = project_for(project_id)
    if kind not in KINDS:
        abort(404)
    heads = [_("Institution"), _("Kind and place"), _("Role"), _("Events"), _("Participations")]
    rows = list(_rows(_found(known)))
    content = as_csv(heads, rows) if kind == "csv" else as_xlsx(_("Participation"), heads, rows)
    answer = personal(Response(content, mimetype=KINDS[kind]))
    day = in_zone(clock.now(), settings().zone).date()
    answer.headers["Content-Disposition"] = f'attachment; filename="{known.slug}-udzial-{day}.{kind}"'
    return answer


def _found(known: Project) -> Participation:
    told = queries.came(reading(), known.id, clock.now())
    ids = {one.organisation_id for one in told if one.organisation_id is not None}
    return participation(known, told, queries.institutions(reading(), ids), _year())


def _year() -> int | None:
    """From the page's address; whatever is no year means all of them."""
    asked = request.args.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None


def roles_in_words(roles: tuple[ProjectRole, ...]) -> str:
    """ "lider, beneficjent"; of one that is not in the project, that it is not."""
    return ", ".join(_(ROLES[one]) for one in roles) or _("outside the project")


def _rows(found: Participation) -> list[list[Cell]]:
    """Who came, who never did, and those whose institution nobody has linked."""
    came: list[list[Cell]] = [
        [
            one.organisation.name,
            projects.about(one.organisation),
            roles_in_words(one.roles),
            one.events,
            one.people,
        ]
        for one in found.came
    ]
    never: list[list[Cell]] = [
        [one.organisation.name, projects.about(one.organisation), _(ROLES[one.role]), 0, 0]
        for one in found.never
    ]
    unlinked: list[list[Cell]] = [[_("not linked"), "", "", None, found.unlinked]] if found.unlinked else []
    return [*came, *never, *unlinked]
