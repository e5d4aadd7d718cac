"""Who signed a document."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.partners.errors.partnership import NoSuchPart
from registration.partners.forms.partnership.papers import SignatoryForm
from registration.partners.models import Partnership, Signatory
from registration.partners.services.partnerships import papers as services
from registration.partners.services.partnerships.changing import own
from registration.partners.views.partnerships import shown
from registration.partners.views.partnerships.access import attempt, done, page, partnership_for, saved
from registration.partners.views.partnerships.blueprints import partnerships_desk
from registration.web.fields import EditForm

_PATH = "/<int:partnership_id>/documents/<int:document_id>/signatories"


@partnerships_desk.route(_PATH, methods=["GET", "POST"])
def signatories(partnership_id: int, document_id: int) -> ResponseReturnValue:
    """Who signed, and a form for one more."""
    known = partnership_for(partnership_id)
    form = SignatoryForm(data={"edition": known.edition}).offer(known)
    if not form.validate_on_submit():
        return _list_page(known, form, document_id)
    told = form.to_command()
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.add_signatory(db, editing, document_id, told),
        lambda now, again, **more: _list_page(now, again.offer(now), document_id, **more),
    )
    return refused or done(
        _("The signatory is added."), "signatories", partnership_id, document_id=document_id
    )


@partnerships_desk.route(f"{_PATH}/<int:signatory_id>", methods=["GET", "POST"])
def signatory(partnership_id: int, document_id: int, signatory_id: int) -> ResponseReturnValue:
    """Correct who signed."""
    known = partnership_for(partnership_id)
    form = SignatoryForm.of(known, _of(known, document_id, signatory_id))
    if not form.validate_on_submit():
        return _page("signatory", known, form, document_id, signatory_id)
    told = form.to_command()
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.change_signatory(db, editing, document_id, signatory_id, told),
        lambda now, again, **more: _page(
            "signatory", now, again.offer(now), document_id, signatory_id, **more
        ),
        lambda now: SignatoryForm.of(now, _of(now, document_id, signatory_id), formdata=None),
    )
    return refused or done(saved(), "signatories", partnership_id, document_id=document_id)


@partnerships_desk.route(f"{_PATH}/<int:signatory_id>/remove", methods=["GET", "POST"])
def remove_signatory(partnership_id: int, document_id: int, signatory_id: int) -> ResponseReturnValue:
    """Ask before somebody is taken off the list of those who signed."""
    known = partnership_for(partnership_id)
    form = EditForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _page("signatory_remove", known, form, document_id, signatory_id)
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.remove_signatory(db, editing, document_id, signatory_id),
        lambda now, again, **more: _page("signatory_remove", now, again, document_id, signatory_id, **more),
    )
    return refused or done(
        _("The signatory is removed."), "signatories", partnership_id, document_id=document_id
    )


def _list_page(known: Partnership, form: SignatoryForm, document_id: int, **more: object) -> Response:
    return page(
        "signatories", known, form, document=shown.document(own(known.documents, document_id)), **more
    )


def _page(
    name: str, known: Partnership, form: EditForm, document_id: int, signatory_id: int, **more: object
) -> Response:
    one = shown.document(own(known.documents, document_id))
    signed = _of(known, document_id, signatory_id)
    return page(name, known, form, document=one, signatory=signed, **more)


def _of(known: Partnership, document_id: int, signatory_id: int) -> Signatory:
    document = own(known.documents, document_id)
    found = next((one for one in document.signatories if one.id == signatory_id), None)
    if found is None:
        raise NoSuchPart
    return found
