"""The parties of a partnership, in the printed order."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from registration.partners.forms.partnership.parties import (
    CommunesForm,
    NewPartyForm,
    PartyForm,
    meant,
)
from registration.partners.forms.picker import offer
from registration.partners.models import Partnership
from registration.partners.services.partnerships import parties as services
from registration.partners.services.partnerships.changing import own
from registration.partners.views.partnerships import shown
from registration.partners.views.partnerships.access import attempt, done, moved, page, partnership_for, saved
from registration.partners.views.partnerships.blueprints import partnerships_desk
from registration.partners.words.partnership import ROLES
from registration.web.fields import EditForm
from registration.web.writing import reading


@partnerships_desk.route("/<int:partnership_id>/parties", methods=["GET", "POST"])
def parties(partnership_id: int) -> ResponseReturnValue:
    """The list, and a form for one more."""
    known = partnership_for(partnership_id)
    form = NewPartyForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _list_page(known, form)
    told, one = form.to_command(), meant(form.institution)
    refused = attempt(
        partnership_id, form, lambda db, editing: services.add_party(db, editing, one, told), _list_page
    )
    return refused or done(_("The party is added."), "parties", partnership_id)


@partnerships_desk.route("/<int:partnership_id>/parties/communes", methods=["GET", "POST"])
def communes(partnership_id: int) -> ResponseReturnValue:
    """Add all communes of a county at once."""
    known = partnership_for(partnership_id)
    form = CommunesForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _communes_page(known, form)
    county, added = meant(form.county), list[int]()
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: added.append(services.add_communes(db, editing, county)),
        _communes_page,
    )
    said = ngettext("%(num)d commune is added.", "%(num)d communes are added.", sum(added))
    return refused or done(said, "parties", partnership_id)


@partnerships_desk.route("/<int:partnership_id>/parties/<int:party_id>", methods=["GET", "POST"])
def party(partnership_id: int, party_id: int) -> ResponseReturnValue:
    """Change role and printed name."""
    known = partnership_for(partnership_id)
    form = PartyForm.of(known, own(known.parties, party_id))
    if not form.validate_on_submit():
        return _party_page(known, form, party_id)
    told = form.to_command()
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.change_party(db, editing, party_id, told),
        lambda now, again, **more: _party_page(now, again, party_id, **more),
        lambda now: PartyForm.of(now, own(now.parties, party_id), formdata=None),
    )
    return refused or done(saved(), "parties", partnership_id)


@partnerships_desk.post("/<int:partnership_id>/parties/<int:party_id>/move")
def move_party(partnership_id: int, party_id: int) -> ResponseReturnValue:
    """Up or down."""
    return moved(
        partnership_id, "parties", lambda db, editing, by: services.move_party(db, editing, party_id, by)
    )


@partnerships_desk.route("/<int:partnership_id>/parties/<int:party_id>/remove", methods=["GET", "POST"])
def remove_party(partnership_id: int, party_id: int) -> ResponseReturnValue:
    """Ask before a party goes; one that is named elsewhere stays, and the page says where."""
    known = partnership_for(partnership_id)
    form = EditForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _remove_page(known, form, party_id)
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.remove_party(db, editing, party_id),
        lambda now, again, **more: _remove_page(now, again, party_id, **more),
    )
    return refused or done(_("The party is removed."), "parties", partnership_id)


def _list_page(known: Partnership, form: NewPartyForm, **more: object) -> Response:
    offer(form.institution, reading())
    roles = {role: _(word) for role, word in ROLES.items()}
    return page("parties", known, form, parties=shown.parties(known), roles=roles, **more)


def _communes_page(known: Partnership, form: CommunesForm, **more: object) -> Response:
    offer(form.county, reading())
    return page("communes", known, form, **more)


def _party_page(known: Partnership, form: PartyForm, party_id: int, **more: object) -> Response:
    return page("party", known, form, party=shown.party(own(known.parties, party_id), None), **more)


def _remove_page(known: Partnership, form: EditForm, party_id: int, **more: object) -> Response:
    one = own(known.parties, party_id)
    named = list(services.named_in(known, one))
    return page("party_remove", known, form, party=shown.party(one, None), named=named, **more)
