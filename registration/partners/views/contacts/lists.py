"""Lists of contacts: all of them, a new one, another name, the end of one."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.audit import history
from registration.accounts.guards import current_actor
from registration.core import clock
from registration.core.errors import DomainError
from registration.partners.errors.contact import ListChanged
from registration.partners.forms.contact import ListForm
from registration.partners.models import ContactList
from registration.partners.queries import contact as contacts
from registration.partners.services.contacts import delete_list, make_list, rename_list
from registration.partners.services.contacts.lists import LIST
from registration.partners.views.contacts.access import keepers, last_change, list_for, owner_ids
from registration.partners.views.contacts.blueprint import contacts_desk
from registration.web.both_versions import differing
from registration.web.caching import personal
from registration.web.fields import EditForm
from registration.web.site import settings
from registration.web.writing import reading, writing


@contacts_desk.route("/lists", methods=["GET", "POST"])
def lists() -> ResponseReturnValue:
    """All lists, and a form for one more."""
    owners = keepers()
    if not owners:
        return personal(render_template("partners/contacts/nobody.html"))
    form = ListForm()
    form.offer(owners)
    if form.validate_on_submit():
        name, owner = form.name.data, form.owner_of(owners)
        try:
            with writing() as db:
                make_list(db, owner, name, actor=current_actor(), now=clock.now())
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The list is made: tick contacts to put them into it."), "success")
            return redirect(url_for("contacts_desk.lists"), 303)
    found = contacts.lists_of(reading(), owner_ids())
    several = len(owners) > 1
    return personal(render_template("partners/contacts/lists.html", form=form, lists=found, several=several))


@contacts_desk.route("/lists/<int:list_id>", methods=["GET", "POST"])
def rename(list_id: int) -> ResponseReturnValue:
    """Another name for a list, and its history."""
    known = list_for(list_id)
    form = _of(known)
    if not form.validate_on_submit():
        return _page(form, known)
    name, edition = form.name.data, form.typed_edition
    try:
        with writing() as db:
            rename_list(db, list_id, name, actor=current_actor(), now=clock.now(), edition=edition)
    except ListChanged:
        return _stale(list_id, form)
    except DomainError as problem:
        form.add_problem(problem)
        return _page(form, list_for(list_id))
    flash(_("The list is renamed."), "success")
    return redirect(url_for("contacts_desk.lists"), 303)


def _of(known: ContactList, **options: Any) -> ListForm:
    form = ListForm(data={"name": known.name, "edition": known.edition}, **options)
    form.offer(())
    return form


def _stale(list_id: int, form: ListForm) -> Response:
    known = list_for(list_id)
    differences = differing(_of(known, formdata=None), form)
    form.edition.data = known.edition
    page = _page(form, known, faster=last_change(LIST, list_id), differences=differences)
    page.status_code = HTTPStatus.CONFLICT
    return page


def _page(form: ListForm, known: ContactList, **more: Any) -> Response:
    shown = {"form": form, "list": known, "unsaved": request.method == "POST", "zone": settings().zone}
    lines = history(reading(), (LIST, known.id))
    return personal(render_template("partners/contacts/list.html", lines=lines, **shown, **more))


@contacts_desk.route("/lists/<int:list_id>/delete", methods=["GET", "POST"])
def delete(list_id: int) -> ResponseReturnValue:
    """Ask before a list goes; its contacts stay."""
    known = list_for(list_id)
    form = EditForm(data={"edition": known.edition})
    if form.validate_on_submit():
        edition = form.typed_edition
        try:
            with writing() as db:
                delete_list(db, list_id, actor=current_actor(), now=clock.now(), edition=edition)
        except ListChanged as problem:
            form.edition.data = list_for(list_id).edition
            form.add_problem(problem)
        else:
            flash(_("The list is deleted; its contacts are still here."), "success")
            return redirect(url_for("contacts_desk.lists"), 303)
    inside = dict(contacts.lists_of(reading(), {known.owner_id})).get(known, 0)
    return personal(
        render_template("partners/contacts/list_delete.html", form=form, list=known, inside=inside)
    )
