"""One mail: its state, its source and picture, sending it again, giving it up."""

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor, require
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.core.errors import DomainError
from registration.desk.outbox import services, words
from registration.desk.outbox.addresses import owner_of
from registration.desk.outbox.views import outbox_desk
from registration.outbox import queries
from registration.outbox.failure_words import failure_words
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.source import source
from registration.web.caching import personal
from registration.web.security import CONTENT_SECURITY_POLICY
from registration.web.site import settings
from registration.web.writing import reading, writing

WITH_FRAME = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
INSIDE_FRAME = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
"""For a stranger's HTML: it may be styled, and nothing else."""
RESENDABLE = (MailState.WAITING, MailState.FAILED, MailState.DROPPED)


@outbox_desk.get("/<public_id>")
def mail(public_id: str) -> ResponseReturnValue:
    """One mail: its state and its source, tokens masked."""
    found = found_mail(public_id)
    state, tag_kind = words.state_of(found)
    page = render_template(
        "outbox/mail.html",
        mail=found,
        state=state,
        tag_kind=tag_kind,
        kind=words.kind_of(found),
        reason=failure_words().get(found.failure) if found.failure else "",
        advice=words.advice().get(found.failure) if found.failure else "",
        replaced_by=_replacement(found),
        source=source(found.content) if found.content else None,
        may_send=_may_send(found),
        may_correct=found.state in (MailState.WAITING, MailState.FAILED) and _has_owner(found),
        may_drop=found.state in (MailState.WAITING, MailState.FAILED),
        mail_goes_out=bool(settings().mail_server),
    )
    return _under(page, WITH_FRAME)


@outbox_desk.get("/<public_id>/preview")
def preview(public_id: str) -> ResponseReturnValue:
    """The HTML part as a mail program shows it: for the frame on the mail's page only."""
    found = found_mail(public_id)
    if not found.content:
        abort(404)
    return _under(source(found.content).html, INSIDE_FRAME)


def found_mail(public_id: str) -> OutgoingEmail:
    """The mail, for whoever may see it."""
    found = queries.named(reading(), public_id) or abort(404)
    event_id = found.about_id if found.about_kind == "event" else None
    require(Act.SEE_OUTBOX, Where(organisation_id=found.organisation_id, event_id=event_id))
    return found


def _may_send(mail: OutgoingEmail) -> bool:
    """Not one that left, was erased, or whose place another has taken."""
    left = mail.state not in RESENDABLE and not mail.filed_as
    return bool(mail.recipient) and not left and mail.replaced_by_id is None


def _has_owner(mail: OutgoingEmail) -> bool:
    """Whether the address can be corrected here."""
    try:
        owner_of(reading(), mail)
    except DomainError:
        return False
    return True


def _replacement(mail: OutgoingEmail) -> OutgoingEmail | None:
    return reading().get(OutgoingEmail, mail.replaced_by_id) if mail.replaced_by_id else None


def _under(page: str, policy: str) -> Response:
    answer = personal(make_response(page))
    answer.headers["Content-Security-Policy"] = policy
    return answer


@outbox_desk.post("/<public_id>/send-again")
def send_again(public_id: str) -> ResponseReturnValue:
    """Make the mail due at once."""
    found_mail(public_id)
    with writing() as session:
        services.send_again(session, current_actor(), public_id, now=clock.now())
    flash(_("The e-mail will be sent in a moment."), "success")
    return redirect(url_for("outbox_desk.mail", public_id=public_id), 303)


@outbox_desk.get("/<public_id>/drop")
def ask_to_drop(public_id: str) -> ResponseReturnValue:
    """What giving up the mail means, and the button."""
    return personal(render_template("outbox/drop.html", mail=found_mail(public_id)))


@outbox_desk.post("/<public_id>/drop")
def drop(public_id: str) -> ResponseReturnValue:
    """Give up the mail."""
    found_mail(public_id)
    with writing() as session:
        services.drop(session, current_actor(), public_id, now=clock.now())
    flash(_("The e-mail was given up. It will not be sent."), "success")
    return redirect(url_for("outbox_desk.mail", public_id=public_id), 303)
