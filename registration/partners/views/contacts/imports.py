"""Contacts out of a file: upload, columns, dry run, import, result. The file's state decides what its page shows."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from registration import jobs
from registration.accounts.guards import current_actor, require
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.core.errors import DomainError
from registration.core.language import Sentence
from registration.documents.errors import TableTooBig
from registration.documents.reading import MOST_BYTES
from registration.documents.table import column_letters
from registration.partners import tasks
from registration.partners.errors.contact_import import ImportMovedOn, NoSuchImport
from registration.partners.forms.contact_import import MEGABYTES, ColumnsForm, UploadForm
from registration.partners.models import ContactImport, ImportState
from registration.partners.queries import contact as contacts
from registration.partners.queries.contact_import import find_import, recent_imports, refused_of
from registration.partners.services.contacts.importing import staging
from registration.partners.services.contacts.importing.report import told
from registration.partners.views.contacts.access import BIGGEST, keepers, owner_ids, today
from registration.partners.views.contacts.blueprint import contacts_desk
from registration.partners.words.contact import NAMES, WORDS
from registration.web.caching import personal
from registration.web.language import say
from registration.web.writing import reading, writing

AT_ONCE = 20_000
"""Bytes up to which a file is read while the page is awaited; a bigger one is the worker's."""
ROOM_FOR_THE_REST = 64 * 1024
PAGES = {
    ImportState.CHECKING: "progress",
    ImportState.IMPORTING: "progress",
    ImportState.CHECKED: "checked",
    ImportState.DONE: "done",
    ImportState.FAILED: "failed",
    ImportState.ERASED: "erased",
}


@contacts_desk.url_value_preprocessor
def take_a_file(endpoint: str | None, _values: Any) -> None:
    """A request with a file may be bigger than others; said before anything of it is read."""
    if endpoint == "contacts_desk.upload" and request.method == "POST":
        request.max_content_length = MOST_BYTES + ROOM_FOR_THE_REST


@contacts_desk.errorhandler(RequestEntityTooLarge)
def too_big(problem: RequestEntityTooLarge) -> ResponseReturnValue:
    """The form again, with the reason at the file; of another page the site's own answer."""
    if request.endpoint != "contacts_desk.upload":
        return problem
    form = UploadForm(formdata=None)
    form.offer(keepers())
    form.add_problem(TableTooBig(limit=MEGABYTES))
    page = _upload_page(form)
    page.status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return page


@contacts_desk.route("/imports/new", methods=["GET", "POST"])
def upload() -> ResponseReturnValue:
    """Choose a file; nothing is imported yet."""
    owners = keepers()
    if not owners:
        return personal(render_template("partners/contacts/nobody.html"))
    form = UploadForm()
    form.offer(owners)
    if not form.validate_on_submit():
        return _upload_page(form)
    sent, owner = request.files.get("file"), form.owner_of(owners)
    try:
        given = staging.looked_into(sent.filename or "" if sent else "", sent.read() if sent else b"")
        with writing() as db:
            made = staging.stage(db, owner, given, actor=current_actor(), now=clock.now())
    except DomainError as problem:
        form.add_problem(problem)
        return _upload_page(form)
    return redirect(url_for("contacts_desk.columns", import_id=made.id), 303)


def _upload_page(form: UploadForm) -> Response:
    found = recent_imports(reading(), owner_ids())
    return personal(render_template("partners/contacts/imports/upload.html", form=form, imports=found))


@contacts_desk.route("/imports/<int:import_id>/columns", methods=["GET", "POST"])
def columns(import_id: int) -> ResponseReturnValue:
    """Say what the columns mean: proposed from their headings, remembered for the next file."""
    imported = import_for(import_id)
    if imported.state not in staging.READY:
        return _to(import_id)
    lists = [one for one, _number in contacts.lists_of(reading(), {imported.owner_id})]
    proposal = staging.proposal(reading(), imported)
    form = ColumnsForm.of(imported, proposal, lists, processed_since=today())
    if not form.validate_on_submit():
        return _columns_page(imported, form)
    told = form.to_command()
    try:
        with writing() as db:
            staging.choose(db, import_id, told)
    except ImportMovedOn:
        return _to(import_id)
    except DomainError as problem:
        form.add_problem(problem)
        return _columns_page(import_for(import_id), form)
    return _handed_over(import_id)


def _columns_page(imported: ContactImport, form: ColumnsForm) -> Response:
    letters = [column_letters(at) for at in range(len(imported.headings))]
    shown = {"imported": imported, "form": form, "unsaved": request.method == "POST", "letters": letters}
    return personal(render_template("partners/contacts/imports/columns.html", **shown))


@contacts_desk.get("/imports/<int:import_id>")
def show_import(import_id: int) -> ResponseReturnValue:
    """Where the file stands: at work, read and waiting for a yes, done, or refused."""
    imported = import_for(import_id)
    if imported.state is ImportState.UPLOADED:
        return redirect(url_for("contacts_desk.columns", import_id=import_id), 303)
    return personal(
        render_template(
            f"partners/contacts/imports/{PAGES[imported.state]}.html",
            imported=imported,
            report=imported.report,
            figures=imported.report.get("figures", {}),
            said=lambda problem: say(told(problem)),
            name_of=_name,
            word_of=_word,
        )
    )


def _name(name: str) -> str:
    """What the history calls a value."""
    return say(Sentence(NAMES.get(name, name)))


def _word(name: str, value: str) -> str:
    """A value that is a state in words, another as it is."""
    return say(Sentence(WORDS.get(name, {}).get(value, value))) if value else ""


@contacts_desk.post("/imports/<int:import_id>/run")
def run_import(import_id: int) -> ResponseReturnValue:
    """Import what the dry run has shown."""
    import_for(import_id)
    try:
        with writing() as db:
            staging.confirm(db, import_id)
    except ImportMovedOn:
        return _to(import_id)
    return _handed_over(import_id)


@contacts_desk.post("/imports/<int:import_id>/discard")
def discard_import(import_id: int) -> ResponseReturnValue:
    """Erase a file that is not to be imported."""
    import_for(import_id)
    try:
        with writing() as db:
            staging.discard(db, import_id)
    except ImportMovedOn:
        return _to(import_id)
    flash(_("The file is erased; nothing of it was imported."), "success")
    return redirect(url_for("contacts_desk.upload"), 303)


@contacts_desk.get("/imports/<int:import_id>/refused.csv")
def refused_rows(import_id: int) -> ResponseReturnValue:
    """The refused rows with what is wrong behind each, to be corrected and uploaded again."""
    import_for(import_id)
    content = refused_of(reading(), import_id)
    if content is None:
        raise NoSuchImport
    answer = personal(Response(content, mimetype="text/csv"))
    answer.headers["Content-Disposition"] = 'attachment; filename="do-poprawy.csv"'
    return answer


def import_for(import_id: int) -> ContactImport:
    """The import. 404 for a stranger to its owner and where there is none."""
    found = find_import(reading(), import_id) if import_id < BIGGEST else None
    if found is None:
        raise NoSuchImport
    require(Act.EDIT_PARTNERS, Where(organisation_id=found.owner_id))
    return found


def _handed_over(import_id: int) -> ResponseReturnValue:
    """A small file is worked at here and now, so that nobody waits for the worker; the rest is the worker's."""
    if len(import_for(import_id).content or b"") <= AT_ONCE:
        tasks.run_one(import_id)
    else:
        jobs.kick(tasks.TASK)
    return _to(import_id)


def _to(import_id: int) -> ResponseReturnValue:
    return redirect(url_for("contacts_desk.show_import", import_id=import_id), 303)
