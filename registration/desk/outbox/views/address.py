"""Correcting the address of a mail: a page that says what it does, with a guess where a typo is likely."""

from contextlib import suppress

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor
from registration.core import clock, mail_address
from registration.core.errors import DomainError
from registration.core.mail_address import BadAddress
from registration.desk.outbox import addresses
from registration.desk.outbox.forms import AddressForm
from registration.desk.outbox.views import outbox_desk
from registration.desk.outbox.views.single import found_mail
from registration.outbox.models import OutgoingEmail
from registration.web.caching import personal
from registration.web.writing import reading, writing


@outbox_desk.route("/<public_id>/address", methods=["GET", "POST"])
def correct_address(public_id: str) -> ResponseReturnValue:
    """The old address, the right one, and what follows. Refused by name where it makes no sense."""
    mail = found_mail(public_id)
    mail_id, owner, guess = mail.id, addresses.owner_of(reading(), mail), _guess(mail)
    form = AddressForm(email=guess or mail.recipient) if request.method == "GET" else AddressForm()
    if form.validate_on_submit():
        try:
            with writing() as db:
                fresh = addresses.correct(
                    db, current_actor(), mail_id, form.email.data, now=clock.now()
                ).public_id
        except DomainError as problem:
            form.add_problem(problem)
            mail = found_mail(public_id)
        else:
            flash(_("The address was corrected. The new e-mail will be sent in a moment."), "success")
            return redirect(url_for("outbox_desk.mail", public_id=fresh), 303)
    return personal(render_template("outbox/address.html", mail=mail, owner=owner, form=form, guess=guess))


def _guess(mail: OutgoingEmail) -> str:
    """The address that was probably meant; empty when nothing looks like a typo."""
    with suppress(BadAddress):
        return mail_address.suggest(mail.recipient) or ""
    return ""
