"""Contacts that may be one person, and the page on which two of them become one."""

from http import HTTPStatus

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor
from registration.core import clock
from registration.core.errors import DomainError
from registration.partners.errors.contact import ContactChanged, NoSuchContact
from registration.partners.forms.contact_merge import MergeForm
from registration.partners.models import Contact
from registration.partners.queries.contact import called_by_id
from registration.partners.queries.contact_double import Likeness, pairs
from registration.partners.services.contacts.merging import merge_contacts, tell_apart
from registration.partners.services.contacts.noting import institution_of
from registration.partners.views.contacts.access import contact_for, owner_ids
from registration.partners.views.contacts.blueprint import contacts_desk
from registration.partners.words.contact import LIKENESSES
from registration.web.caching import personal
from registration.web.language import language
from registration.web.listed import Listed
from registration.web.writing import reading, writing

PER_PAGE = 25


@contacts_desk.get("/doubles")
def doubles() -> ResponseReturnValue:
    """Pairs that may be one, the surest first."""
    order = list(Likeness)
    found = sorted(pairs(reading(), owner_ids()), key=lambda pair: order.index(pair[2]))
    paged = Listed(found, PER_PAGE)
    people = called_by_id(reading(), [number for pair in paged.items for number in pair[:2]])
    return personal(
        render_template(
            "partners/contacts/doubles.html",
            paged=paged,
            people=people,
            institution_of=lambda one: institution_of(one, language()),
            why={one: _(text) for one, text in LIKENESSES.items()},
        )
    )


@contacts_desk.route("/<int:contact_id>/merge/<int:double_id>", methods=["GET", "POST"])
def merge(contact_id: int, double_id: int) -> ResponseReturnValue:
    """Choose each value; the double goes."""
    kept, double = contact_for(contact_id), contact_for(double_id)
    if kept.owner_id != double.owner_id or kept is double:
        raise NoSuchContact
    form = MergeForm.of(kept, double)
    if not form.validate_on_submit():
        return _page(form, kept, double)
    told = form.to_command(contact_id, double_id)
    try:
        with writing() as db:
            merge_contacts(db, told, actor=current_actor(), now=clock.now())
    except ContactChanged as problem:
        return _again(contact_id, double_id, problem)
    except DomainError as problem:
        form.add_problem(problem)
        return _page(form, contact_for(contact_id), contact_for(double_id))
    flash(_("The two contacts are one now."), "success")
    return redirect(url_for("contacts_desk.show", contact_id=contact_id), 303)


@contacts_desk.post("/<int:contact_id>/apart/<int:double_id>")
def told_apart(contact_id: int, double_id: int) -> ResponseReturnValue:
    """They are two people: show them as doubles no more."""
    contact_for(contact_id)
    contact_for(double_id)
    with writing() as db:
        tell_apart(db, contact_id, double_id, actor=current_actor(), now=clock.now())
    flash(_("The two stay apart, and are not shown as doubles any more."), "success")
    return redirect(url_for("contacts_desk.doubles"), 303)


def _again(contact_id: int, double_id: int, problem: DomainError) -> Response:
    """Somebody has changed one of them: both as they are now, with what was chosen where it still can be."""
    kept, double = contact_for(contact_id), contact_for(double_id)
    form = MergeForm.of(kept, double)
    form.edition.data, form.other_edition.data = kept.edition, double.edition
    form.add_problem(problem)
    page = _page(form, kept, double)
    page.status_code = HTTPStatus.CONFLICT
    return page


def _page(form: MergeForm, kept: Contact, double: Contact) -> Response:
    shown = {"form": form, "kept": kept, "double": double, "unsaved": request.method == "POST"}
    return personal(render_template("partners/contacts/merge.html", **shown))
