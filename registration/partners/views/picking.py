"""What the organisation picker asks while somebody types: public data of the common list only."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext as _
from flask_babel import ngettext

from registration.partners import queries
from registration.partners.labels import about, described
from registration.partners.models import Organisation
from registration.web import versions
from registration.web.caching import cacheable, versioned
from registration.web.language import language
from registration.web.writing import reading

institutions = Blueprint("institutions", __name__)

KEPT = timedelta(minutes=5)
"""How long a browser may show the same list without asking."""


@institutions.get("/search")
def search() -> Response:
    """The best matches of `q`. Not limited in number: one statement over a few thousand rows, no dearer than a page
    of the catalogue, while counting would write."""
    return versioned(versions.content(), _found, max_age=KEPT)


def _found() -> Response:
    found = queries.search(reading(), request.args.get("q", ""))
    return _listed(found.institutions, _said(len(found.institutions), found.more))


def _said(number: int, more: bool) -> str:
    if more:
        told = _("The first %(number)s institutions. Type more to see others.", number=number)
    elif number:
        told = ngettext("%(num)d institution found.", "%(num)d institutions found.", number)
    else:
        told = _("Not on the list. You can leave what you have typed.")
    return str(told)


@institutions.get("/proposals")
def proposals() -> Response:
    """Whose people write from `domain`: of an e-mail address that somebody types, the part behind the "@" only."""
    found = queries.proposed_by_domain(reading(), request.args.get("domain", ""))
    return cacheable(_listed(found, str(_("Is this your institution?")) if found else ""), KEPT)


def _listed(found: Sequence[Organisation], said: str) -> Response:
    options = [
        {"id": one.id, "name": one.name, "about": about(one, language()), "label": described(one, language())}
        for one in found
    ]
    return jsonify(options=options, said=said)
