"""The documents of a partnership."""

from collections.abc import Callable

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import orm

from registration.accounts.guards import current_user
from registration.core import clock
from registration.core.errors import DomainError
from registration.files import receiving
from registration.files import services as files
from registration.files.allowance import takes_files
from registration.files.answering import answer
from registration.files.models import StoredFile
from registration.files.place import shelf_folder, upload_megabytes
from registration.partners.errors.partnership import NoSuchPart
from registration.partners.forms.partnership.papers import DocumentForm
from registration.partners.models import Partnership
from registration.partners.services.partnerships import papers as services
from registration.partners.services.partnerships.changing import Editing, own
from registration.partners.services.partnerships.papers import DocumentCommand
from registration.partners.views.partnerships import shown
from registration.partners.views.partnerships.access import (
    Show,
    attempt,
    done,
    moved,
    page,
    partnership_for,
    saved,
)
from registration.partners.views.partnerships.blueprints import partnerships_desk
from registration.web.fields import EditForm


@partnerships_desk.route("/<int:partnership_id>/documents", methods=["GET", "POST"])
@takes_files
def documents(partnership_id: int) -> ResponseReturnValue:
    """The list, and a form for one more."""
    known = partnership_for(partnership_id)
    form = DocumentForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _list_page(known, form)
    refused = _with_file(partnership_id, form, services.add_document, _list_page)
    return refused or done(_("The document is added."), "documents", partnership_id)


@partnerships_desk.route("/<int:partnership_id>/documents/<int:document_id>", methods=["GET", "POST"])
@takes_files
def document(partnership_id: int, document_id: int) -> ResponseReturnValue:
    """Change a document."""
    known = partnership_for(partnership_id)
    form = DocumentForm.of(known, own(known.documents, document_id))
    if not form.validate_on_submit():
        return _document_page(known, form, document_id)
    refused = _with_file(
        partnership_id,
        form,
        lambda db, editing, told: services.change_document(db, editing, document_id, told),
        lambda now, again, **more: _document_page(now, again, document_id, **more),
        lambda now: DocumentForm.of(now, own(now.documents, document_id), formdata=None),
    )
    return refused or done(saved(), "documents", partnership_id)


@partnerships_desk.post("/<int:partnership_id>/documents/<int:document_id>/move")
def move_document(partnership_id: int, document_id: int) -> ResponseReturnValue:
    """Up or down."""
    return moved(
        partnership_id,
        "documents",
        lambda db, editing, by: services.move_document(db, editing, document_id, by),
    )


@partnerships_desk.route("/<int:partnership_id>/documents/<int:document_id>/remove", methods=["GET", "POST"])
def remove_document(partnership_id: int, document_id: int) -> ResponseReturnValue:
    """Ask before a document goes, with those who signed it."""
    known = partnership_for(partnership_id)
    form = EditForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _remove_page(known, form, document_id)
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.remove_document(db, editing, document_id),
        lambda now, again, **more: _remove_page(now, again, document_id, **more),
    )
    return refused or done(_("The document is removed."), "documents", partnership_id)


@partnerships_desk.get("/<int:partnership_id>/documents/<int:document_id>/file")
def document_file(partnership_id: int, document_id: int) -> ResponseReturnValue:
    """The file, also of a partnership that is not published."""
    file = own(partnership_for(partnership_id).documents, document_id).file
    if file is None:
        raise NoSuchPart
    return answer(file, public=False)


Save = Callable[[orm.Session, Editing, DocumentCommand], object]


def _with_file(
    partnership_id: int,
    form: DocumentForm,
    save: Save,
    show: Show,
    stored: Callable[[Partnership], EditForm] | None = None,
) -> Response | None:
    """Take the file, if one came, before the transaction; keep its row and the document in one."""
    try:
        received = _received(form)
    except DomainError as problem:
        form.add_problem(problem)
        return show(partnership_for(partnership_id), form)
    user = current_user()
    by = files.Uploader(user.id, user.called)

    def change(db: orm.Session, editing: Editing) -> None:
        kept: StoredFile | None = None
        if received is not None:
            kept = files.keep_document(db, received, by, now=clock.now())
        save(db, editing, form.to_command(kept))

    return attempt(partnership_id, form, change, show, stored)


def _received(form: DocumentForm) -> receiving.Received | None:
    if not form.file.data or not form.file.data.filename:
        return None
    return receiving.accept_document(shelf_folder(), form.file.data, megabytes=upload_megabytes())


def _list_page(known: Partnership, form: DocumentForm, **more: object) -> Response:
    listed = [shown.document(one) for one in known.documents]
    return page("documents", known, form, documents=listed, **more)


def _document_page(known: Partnership, form: DocumentForm, document_id: int, **more: object) -> Response:
    return page("document", known, form, document=shown.document(own(known.documents, document_id)), **more)


def _remove_page(known: Partnership, form: EditForm, document_id: int, **more: object) -> Response:
    one = shown.document(own(known.documents, document_id))
    return page("document_remove", known, form, document=one, **more)
