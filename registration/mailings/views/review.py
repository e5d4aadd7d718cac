"""The desk: the last steps of a mailing, check and send; who gets it and who was taken out."""

from flask import Response, abort, flash, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor, current_user
from registration.core import clock
from registration.core.errors import DomainError
from registration.extensions import db as database
from registration.mailings import emails, queries, services
from registration.mailings.forms import NumberForm
from registration.mailings.models import Mailing, Reason, Recipient
from registration.mailings.views import mailings_desk, words
from registration.mailings.views.guarded import of_draft, step_page, to_delivery, to_step
from registration.outbox import told
from registration.outbox.rendering import render
from registration.web.security import CONTENT_SECURITY_POLICY
from registration.web.site import site
from registration.web.writing import reading, writing

PER_PAGE = 100
WITH_FRAME = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
INSIDE_FRAME = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
"""A mail has its styles inside; it may do nothing else, and its links lead nowhere."""


@mailings_desk.get("/<int:mailing_id>/check")
@of_draft
def check(mailing: Mailing) -> ResponseReturnValue:
    """Step 3: the true mail of a chosen recipient, and a test of it."""
    if missing := _missing_step(mailing):
        return _first(missing, mailing.id)
    chosen = _chosen(mailing)
    email = emails.invitation(reading(), chosen, emails.masked_links(site()), site())
    page = step_page(
        "check",
        mailing,
        chosen=chosen,
        recipients=queries.any_included(reading(), mailing),
        email=email,
        sender=site().sender,
        rendered=render(email),
        own_address=current_user().email,
        lasts=_lasts(mailing),
    )
    return _under(page, WITH_FRAME)


@mailings_desk.get("/<int:mailing_id>/preview")
@of_draft
def preview(mailing: Mailing) -> ResponseReturnValue:
    """The HTML part of the mail, for the frame on the page: in a sandbox, under a policy of its own."""
    email = emails.invitation(reading(), _chosen(mailing), emails.masked_links(site()), site())
    return _under(render(email).html, INSIDE_FRAME)


def _missing_step(mailing: Mailing) -> str:
    """The step to do first; empty when the mail can be shown."""
    if queries.first_included(reading(), mailing) is None:
        return "who"
    return "" if mailing.has_content else "content"


def _first(missing: str, mailing_id: int) -> ResponseReturnValue:
    """To the step that must come before the one asked for, and why."""
    told_why = {
        "who": _("First say who is to get the invitation."),
        "content": _("First complete the text of the invitation and save it."),
    }
    flash(told_why[missing], "info")
    return to_step(missing, mailing_id)


def _lasts(mailing: Mailing) -> str:
    """How long it would take to send, in words; empty where that is a matter of moments."""
    return told.sending_takes(reading(), clock.now(), queries.tally(reading(), mailing).included)


def _chosen(mailing: Mailing) -> Recipient:
    """The recipient named in the address; the first one where none is."""
    named = request.args.get("recipient", "")
    if named:
        return queries.included(reading(), mailing, named) or abort(404)
    return queries.first_included(reading(), mailing) or abort(404)


def _under(page: ResponseReturnValue, policy: str) -> Response:
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = policy
    answer.headers["Cache-Control"] = "no-store"
    return answer


@mailings_desk.post("/<int:mailing_id>/test")
@of_draft
def test(mailing: Mailing) -> ResponseReturnValue:
    """Send the mail to one's own address."""
    form, mailing_id, address = NumberForm(), mailing.id, current_user().email
    if not form.validate_on_submit():
        abort(400)
    with writing() as db:
        services.send_test(db, mailing_id, address, form.shown, current_actor(), now=clock.now())
    flash(_("The test message is on its way to %(address)s.", address=address), "success")
    return to_step("check", mailing_id)


@mailings_desk.route("/<int:mailing_id>/send", methods=["GET", "POST"])
@of_draft
def send(mailing: Mailing) -> ResponseReturnValue:
    """Step 4: what will happen, and the button that does it."""
    form, mailing_id = NumberForm(), mailing.id
    if missing := _missing_step(mailing):
        return _first(missing, mailing_id)
    if form.validate_on_submit():
        try:
            with writing() as db:
                services.send(db, mailing_id, form.shown, current_actor(), now=clock.now())
        except DomainError as problem:
            form.add_problem(problem)
        else:
            return to_delivery(mailing_id)
    return step_page(
        "send",
        mailing,
        form=form,
        takes_sign_ups=mailing.event.takes_sign_ups(clock.now()),
        lasts=_lasts(mailing),
    )


@mailings_desk.get("/<int:mailing_id>/recipients")
@of_draft
def recipients(mailing: Mailing) -> ResponseReturnValue:
    """Who gets it at this moment; or who was taken out, and why."""
    shown = request.args.get("show", "")
    reason = Reason(shown) if shown in tuple(Reason) else None
    wanted = queries.listed(mailing, reason, taken_out=shown == "taken-out")
    paged = database.paginate(wanted, per_page=PER_PAGE)
    return step_page(
        "recipients",
        mailing,
        shown=shown,
        reason=reason,
        paged=paged,
        cures={one.id: words.cure(one) for one in paged},
    )
