"""One contact: read, added, changed; the end of a post; erasing a person."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.audit import history
from registration.accounts.guards import current_actor
from registration.core import clock
from registration.core.errors import DomainError
from registration.partners.errors.contact import ContactChanged
from registration.partners.forms.contact import ContactForm, EndForm
from registration.partners.models import Contact
from registration.partners.queries import contact as contacts
from registration.partners.services.contacts import add_contact, change_contact, end_post, erase_contact
from registration.partners.services.contacts.noting import KIND, institution_of
from registration.partners.views.contacts.access import contact_for, keepers, last_change, today
from registration.partners.views.contacts.blueprint import contacts_desk
from registration.partners.words.contact import BASES, CHANNELS
from registration.web.both_versions import differing
from registration.web.caching import personal
from registration.web.fields import EditForm
from registration.web.language import language
from registration.web.site import settings
from registration.web.writing import reading, writing


@contacts_desk.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add a contact; after another one (?after=12) in the same post, when that one has left it."""
    owners = keepers()
    if not owners:
        return personal(render_template("partners/contacts/nobody.html"))
    form = _new_form()
    form.offer(owners)
    if not form.validate_on_submit():
        return _form_page(form)
    try:
        with writing() as db:
            told, owner = form.to_command(), form.owner_of(owners)
            made = add_contact(db, owner, told, actor=current_actor(), now=clock.now(), today=today())
    except DomainError as problem:
        form.add_problem(problem)
        return _form_page(form)
    flash(_("The contact is saved."), "success")
    return _to(made.id)


def _new_form() -> ContactForm:
    before = request.args.get("after", 0, int)
    left = contact_for(before) if before else None
    values: dict[str, Any] = {"processed_since": today()}
    if left is None:
        return ContactForm(data=values)
    form = ContactForm(data=values | {"institution": left.unlinked, "post": left.post})
    if left.organisation and not form.is_submitted():
        form.institution.fill(left.organisation)
    return form


@contacts_desk.get("/<int:contact_id>")
def show(contact_id: int) -> ResponseReturnValue:
    """All that is held about one person, and what was done with it."""
    contact = contact_for(contact_id)
    return personal(
        render_template(
            "partners/contacts/show.html",
            contact=contact,
            institution=institution_of(contact, language()),
            channel=_(CHANNELS[contact.channel]),
            basis=_(BASES[contact.basis]),
            is_former=contact.held_until is not None and contact.held_until < today(),
            lists=contacts.lists_with(reading(), [contact_id]).get(contact_id, []),
            lines=history(reading(), (KIND, contact_id)),
        )
    )


@contacts_desk.route("/<int:contact_id>/edit", methods=["GET", "POST"])
def edit(contact_id: int) -> ResponseReturnValue:
    """Change a contact."""
    contact = contact_for(contact_id)
    form = ContactForm.of(contact)
    if not form.validate_on_submit():
        return _form_page(form, contact)
    told, edition = form.to_command(), form.typed_edition
    try:
        with writing() as db:
            change_contact(
                db,
                contact_id,
                told,
                actor=current_actor(),
                now=clock.now(),
                today=today(),
                edition=edition,
            )
    except ContactChanged:
        return _stale(contact_id, form)
    except DomainError as problem:
        form.add_problem(problem)
        return _form_page(form, contact_for(contact_id))
    flash(_("The contact is saved."), "success")
    return _to(contact_id)


def _stale(contact_id: int, form: ContactForm) -> Response:
    """Somebody was faster: their version beside the one that was typed, which is kept."""
    contact = contact_for(contact_id)
    differences = differing(ContactForm.of(contact, formdata=None), form)
    form.edition.data = contact.edition
    page = _form_page(form, contact, faster=last_change(KIND, contact_id), differences=differences)
    page.status_code = HTTPStatus.CONFLICT
    return page


def _form_page(form: ContactForm, contact: Contact | None = None, **more: Any) -> Response:
    form.offer_institutions(reading())
    shown = {"form": form, "contact": contact, "unsaved": request.method == "POST", "zone": settings().zone}
    return personal(render_template("partners/contacts/form.html", **shown, **more))


@contacts_desk.route("/<int:contact_id>/end", methods=["GET", "POST"])
def end(contact_id: int) -> ResponseReturnValue:
    """Note the last day in the post, or take that back."""
    contact = contact_for(contact_id)
    form = EndForm(data={"held_until": contact.held_until or today(), "edition": contact.edition})
    if form.validate_on_submit():
        last, edition = form.held_until.data, form.typed_edition
        try:
            with writing() as db:
                end_post(db, contact_id, last, actor=current_actor(), now=clock.now(), edition=edition)
        except ContactChanged as problem:
            return _again("end", contact_id, form, problem)
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The contact is saved."), "success")
            return _to(contact_id)
    return _act_page("end", contact_for(contact_id), form)


@contacts_desk.route("/<int:contact_id>/erase", methods=["GET", "POST"])
def erase(contact_id: int) -> ResponseReturnValue:
    """Erase a person; the page says what goes and what stays."""
    contact = contact_for(contact_id)
    form = EditForm(data={"edition": contact.edition})
    if form.validate_on_submit():
        edition = form.typed_edition
        try:
            with writing() as db:
                erase_contact(db, contact_id, actor=current_actor(), now=clock.now(), edition=edition)
        except ContactChanged as problem:
            return _again("erase", contact_id, form, problem)
        flash(_("The contact is erased."), "success")
        return redirect(url_for("contacts_desk.index"), 303)
    return _act_page("erase", contact, form)


def _again(act: str, contact_id: int, form: EditForm, problem: DomainError) -> Response:
    """The page once more, since somebody has changed the contact: it shows what it is now."""
    contact = contact_for(contact_id)
    form.edition.data = contact.edition
    form.add_problem(problem)
    page = _act_page(act, contact, form)
    page.status_code = HTTPStatus.CONFLICT
    return page


def _act_page(act: str, contact: Contact, form: EditForm) -> Response:
    lists = contacts.lists_with(reading(), [contact.id]).get(contact.id, [])
    shown = {"contact": contact, "institution": institution_of(contact, language()), "lists": lists}
    return personal(render_template(f"partners/contacts/{act}.html", form=form, **shown))


def _to(contact_id: int) -> ResponseReturnValue:
    return redirect(url_for("contacts_desk.show", contact_id=contact_id), 303)
