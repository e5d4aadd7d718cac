"""The desk: what has become of a mailing that was sent, recipient by recipient."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration.accounts import audit
from registration.core import clock
from registration.extensions import db as database
from registration.mailings import queries
from registration.mailings.models import Mailing
from registration.mailings.queries import Outcome
from registration.mailings.views import mailings_desk, words
from registration.mailings.views.guarded import of_mailing
from registration.outbox import told
from registration.outbox.failure_words import failure_words
from registration.web.caching import personal
from registration.web.site import settings
from registration.web.writing import reading

PER_PAGE = 100


@mailings_desk.get("/<int:mailing_id>/delivery")
@of_mailing
def delivery(mailing: Mailing) -> ResponseReturnValue:
    """Counts that refresh themselves while mails leave, and a list that can be narrowed."""
    if mailing.is_draft:
        return redirect(url_for("mailings_desk.who", mailing_id=mailing.id))
    asked = request.args.get("outcome", "")
    outcome = Outcome(asked) if asked in tuple(Outcome) else None
    progress = queries.progress(reading(), mailing)
    page = render_template(
        "mailings/desk/delivery.html",
        mailing=mailing,
        event=mailing.event,
        progress=progress,
        outcome=outcome,
        outcomes=words.outcomes(progress, into_folder=not settings().mail_server),
        mail_words=words.mail_words(),
        failures=failure_words(),
        tally=queries.tally(reading(), mailing),
        reasons=words.reason_words(),
        paged=database.paginate(queries.delivered(mailing, outcome), per_page=PER_PAGE),
        lines=audit.history(reading(), ("mailing", mailing.id)),
        ending=told.ending(reading(), clock.now(), queries.mails_of(mailing)),
        into_folder=not settings().mail_server,
    )
    return personal(page)
