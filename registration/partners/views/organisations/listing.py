"""The common list of institutions, and one of them with all that is known."""

from collections.abc import Iterator
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.audit import history
from registration.accounts.guards import require_somewhere
from registration.accounts.permissions import Act
from registration.extensions import db as database
from registration.partners import queries
from registration.partners.labels import about, described
from registration.partners.models import Organisation, OrganisationKind
from registration.partners.queries import partnership, project
from registration.partners.queries.organisation import OrganisationFilters
from registration.partners.views.organisations.blueprint import (
    institution,
    manages,
    may_change,
    partners_desk,
)
from registration.partners.words.organisation import KINDS
from registration.partners.words.partnership import ROLES as PARTNERSHIP_ROLES
from registration.partners.words.project import ROLES as PROJECT_ROLES
from registration.web.caching import personal
from registration.web.filters import short_day
from registration.web.language import language
from registration.web.writing import reading

PER_PAGE = 50
FIRST_CHILDREN = 20
VALIDITY = {"": True, "ended": False, "all": None}
Row = tuple[str, Any, str]


@partners_desk.get("/")
def index() -> ResponseReturnValue:
    """All that fit, 50 a page."""
    require_somewhere(Act.EDIT_PARTNERS)
    asked = {name: request.args.get(name, "")[:200] for name in ("q", "kind", "valid", "runs")}
    filters = OrganisationFilters(
        text=asked["q"],
        kind=OrganisationKind(asked["kind"]) if asked["kind"] in set(OrganisationKind) else None,
        valid=VALIDITY.get(asked["valid"], True),
        runs_events=bool(asked["runs"]),
    )
    paged = database.paginate(queries.listed(filters), per_page=PER_PAGE, error_out=False)
    return personal(
        render_template(
            "partners/desk/index.html",
            paged=paged,
            asked={name: value for name, value in asked.items() if value},
            kinds={kind: _(text) for kind, text in KINDS.items()},
            about=lambda one: about(one, language()),
        )
    )


@partners_desk.get("/<int:organisation_id>")
def show(organisation_id: int) -> ResponseReturnValue:
    """All that is known of one, where it takes part, and what was done with it."""
    known = institution(organisation_id)
    within = queries.within(reading(), organisation_id, FIRST_CHILDREN)
    return personal(
        render_template(
            "partners/desk/show.html",
            organisation=known,
            facts=list(_facts(known)),
            about=about(known, language()),
            within=[(_link(one), described(one, language())) for one in within.first],
            within_all=within.number,
            takes_part=list(_takes_part(organisation_id)),
            lines=history(reading(), ("organisation", organisation_id)),
            may_change=may_change(known),
            manages=manages(),
        )
    )


def _facts(known: Organisation) -> Iterator[Row]:
    """(name, value, link) of what is known."""
    yield _("Kind of institution"), _(KINDS[known.kind]), ""
    yield _("Short name"), known.short_name, ""
    yield _("Name in the genitive"), known.genitive, ""
    yield _("Name in the locative"), known.locative, ""
    yield _("TERYT code"), ", ".join(reversed(known.teryt_codes)), ""
    yield _("NIP"), known.nip, ""
    yield _("REGON"), known.regon, ""
    yield _("Address"), known.address, ""
    yield _("E-mail domains"), [one.domain for one in known.domains], ""
    yield from _unit(_("Belongs to"), known.parent)
    yield _("Exists since"), short_day(known.valid_from) if known.valid_from else "", ""
    yield _("No longer exists since"), short_day(known.valid_until) if known.valid_until else "", ""
    yield from _unit(_("Taken over by"), known.successor)
    former = [
        _("%(name)s, until %(day)s", name=one.name, day=short_day(one.until)) for one in known.former_names
    ]
    yield _("Former names"), former, ""
    yield _("Runs events here"), _("yes") if known.runs_events else "", ""
    yield _("E-mail of the office"), known.email, ""


def _unit(name: str, unit: Organisation | None) -> Iterator[Row]:
    if unit is not None:
        yield name, described(unit, language()), _link(unit)


def _link(unit: Organisation) -> str:
    return url_for("partners_desk.show", organisation_id=unit.id)


def _takes_part(organisation_id: int) -> Iterator[tuple[str, str, str]]:
    """(address, name, role) of the published partnerships and projects that it is a party of."""
    for party in partnership.of_organisation(reading(), organisation_id):
        link = url_for("partnerships.show", slug=party.partnership.slug)
        yield link, party.partnership.working_name, _(PARTNERSHIP_ROLES[party.role])
    for one in project.of_organisation(reading(), organisation_id):
        yield url_for("projects.show", slug=one.project.slug), one.project.title, _(PROJECT_ROLES[one.role])
