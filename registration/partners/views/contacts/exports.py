"""The list, as it is filtered, as a file. Taking people's data out of the program is an act, so it comes by POST."""

from collections import Counter

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor
from registration.core import clock
from registration.documents.writing import as_csv, as_xlsx
from registration.extensions import db
from registration.partners.queries import contact as contacts
from registration.partners.services.contacts import exporting
from registration.partners.views.contacts.access import owner_ids, today
from registration.partners.views.contacts.blueprint import contacts_desk
from registration.partners.views.contacts.listing import PER_PAGE, asked
from registration.web.caching import personal
from registration.web.language import language
from registration.web.writing import reading, writing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@contacts_desk.get("/trail")
def trail() -> ResponseReturnValue:
    """Who took contacts out or brought them in by a file, and who erased or merged any."""
    wanted = contacts.trail(owner_ids())
    paged = db.paginate(wanted, per_page=PER_PAGE, max_per_page=PER_PAGE, error_out=False)
    return personal(render_template("partners/contacts/trail.html", paged=paged))


@contacts_desk.post("/export")
def export() -> ResponseReturnValue:
    """XLSX, or CSV where that is asked for; noted in the history of the organisations whose contacts they are."""
    filters, _form = asked(request.form)
    found = list(reading().scalars(contacts.listed(filters)))
    owners, kind = (
        Counter(one.owner_id for one in found),
        "csv" if request.form.get("kind") == "csv" else "xlsx",
    )
    heads, rows = exporting.headings(language()), exporting.rows(found, language())
    content = as_csv(heads, rows) if kind == "csv" else as_xlsx(_("Contacts"), heads, rows)
    with writing() as session:
        exporting.note_export(session, owners, kind, actor=current_actor(), now=clock.now(), day=today())
    answer = personal(Response(content, mimetype="text/csv" if kind == "csv" else XLSX))
    answer.headers["Content-Disposition"] = f'attachment; filename="kontakty-{today()}.{kind}"'
    return answer
