"""What everybody may read of partnerships."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.files.answering import answer
from registration.partners import hooks
from registration.partners.errors.partnership import NoSuchPart, NoSuchPartnership
from registration.partners.models import PartyRole
from registration.partners.queries import partnership as queries
from registration.partners.views.partnerships import shown
from registration.partners.views.partnerships.blueprints import partnerships
from registration.partners.words.partnership import FRAMES, RESULTS, STATUSES
from registration.web import versions
from registration.web.caching import versioned
from registration.web.panels import panels_of
from registration.web.writing import reading


@partnerships.get("/")
def index() -> ResponseReturnValue:
    """All that are published, by the alphabet."""
    return versioned(versions.content(), _index)


def _index() -> str:
    found = list(reading().scalars(queries.listed(queries.PartnershipFilters(published=True))))
    return render_template(
        "partners/partnerships/index.html",
        partnerships=found,
        parties=queries.count_parties(reading(), [one.id for one in found]),
        statuses={one: _(word) for one, word in STATUSES.items()},
    )


@partnerships.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """One partnership: who, what for, how far. 404 while it is not published."""
    return versioned(versions.content(), lambda: _show(slug))


def _show(slug: str) -> str:
    known = queries.public(reading(), slug)
    if known is None:
        raise NoSuchPartnership
    parties = shown.parties(known)
    return render_template(
        "partners/partnerships/show.html",
        partnership=known,
        status=_(STATUSES[known.status]),
        way=shown.way(known),
        leader=next((one for one in parties if one.role is PartyRole.LEADER), None),
        parties=[one for one in parties if one.role is not PartyRole.SUPPORTING],
        supporting=[one for one in parties if one.role is PartyRole.SUPPORTING],
        documents=[shown.document(one) for one in known.documents],
        components=[shown.component(one) for one in known.components],
        areas=shown.lines(known.areas),
        frame=_(FRAMES[known.frame_kind]) if known.frame_kind else "",
        audience=shown.lines(known.frame_audience),
        result=_(RESULTS[known.selection_result]) if known.selection_result else "",
        decided=shown.day(known.selection_on),
        panels=panels_of(hooks.partnership_panels, reading(), known),
    )


@partnerships.get("/<slug>/documents/<int:document_id>/<sha256>/<name>")
def document(slug: str, document_id: int, sha256: str, name: str) -> ResponseReturnValue:
    """A document's file under the name that it came with; its address holds its checksum, so it may be kept."""
    found = queries.document_file(reading(), slug, document_id) if document_id < 2**63 else None
    if found is None or found[1].sha256 != sha256 or found[1].name != name:
        raise NoSuchPart
    return answer(found[1])
