"""What a recipient's links open. GET changes and counts nothing: mail scanners follow links (RFC 8058, 2)."""

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration.core import clock
from registration.core.tokens import Purpose
from registration.extensions import csrf
from registration.mailings import queries, services
from registration.mailings.errors import UnknownLink
from registration.mailings.models import OptOutVia, Recipient
from registration.mailings.views import mailings
from registration.web.caching import personal
from registration.web.limits import by_address, limiter
from registration.web.site import site
from registration.web.writing import reading, writing

ONE_CLICK = ("List-Unsubscribe", "One-Click")


@mailings.get("/invitation/<token>")
def invitation(token: str) -> ResponseReturnValue:
    """To the sign-up form, which asks who was invited."""
    recipient = _recipient(Purpose.INVITATION, token)
    form = url_for("signup.form", slug=recipient.mailing.event.slug, invitation=token)
    return personal(redirect(form, 302))


@mailings.get("/opt-out/<token>")
def opt_out(token: str) -> ResponseReturnValue:
    """What opting out means, and the button; after it, the way back."""
    recipient = _recipient(Purpose.OPT_OUT, token)
    owner = recipient.mailing.organisation
    done = queries.find_opt_out(reading(), owner.id, recipient.email_key) is not None
    return personal(render_template("mailings/opt_out.html", token=token, organisation=owner, done=done))


@mailings.post("/opt-out/<token>")
@limiter.limit("240/hour", key_func=by_address)
def save_opt_out(token: str) -> ResponseReturnValue:
    """The page's buttons: opt out, or take it back."""
    recipient_id = _recipient(Purpose.OPT_OUT, token).id
    with writing() as db:
        if request.form.get("wanted") == "back":
            services.opt_back_in(db, recipient_id, now=clock.now())
        else:
            services.opt_out(db, recipient_id, OptOutVia.PAGE, now=clock.now())
    return personal(redirect(url_for("mailings.opt_out", token=token), 303))


@mailings.route("/opt-out/<token>/one-click", methods=["GET", "POST"])
@csrf.exempt  # type: ignore[untyped-decorator]
@limiter.limit("3000/hour", key_func=by_address, methods=["POST"])
def one_click(token: str) -> ResponseReturnValue:
    """The mail program's own button (RFC 8058): no cookie, no form, no redirect. Its servers send for many
    recipients, so the limit is generous; the token proves who may. Opened by hand, it shows the page."""
    recipient_id = _recipient(Purpose.OPT_OUT, token).id
    if request.method != "POST":
        return personal(redirect(url_for("mailings.opt_out", token=token), 302))
    if request.form.get(ONE_CLICK[0]) != ONE_CLICK[1]:
        abort(400)
    with writing() as db:
        services.opt_out(db, recipient_id, OptOutVia.ONE_CLICK, now=clock.now())
    return personal(Response("OK\n", mimetype="text/plain"))


def _recipient(purpose: Purpose, token: str) -> Recipient:
    """The link's recipient. Raises UnknownLink: malformed, revoked and foreign ones get the same page."""
    found = queries.by_token(reading(), site(), purpose, token)
    if found is None:
        raise UnknownLink
    return found
