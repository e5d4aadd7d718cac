"""The pages: all mails, an event's mails, one mail with its source and picture, sending again, giving up."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select, orm

from registration.accounts.guards import allowed, current_actor, organisations_in_reach, require
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.desk.outbox import services, words
from registration.extensions import db
from registration.outbox import queries
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.source import source
from registration.trainings.models import Event
from registration.web.caching import personal
from registration.web.security import CONTENT_SECURITY_POLICY
from registration.web.site import settings
from registration.web.writing import reading, writing

outbox_desk = Blueprint("outbox_desk", __name__)

PER_PAGE = 50
WITH_FRAME = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
INSIDE_FRAME = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
"""For a stranger's HTML: it may be styled, and nothing else."""
RESENDABLE = (MailState.WAITING, MailState.FAILED, MailState.DROPPED)


@outbox_desk.get("/")
def index() -> ResponseReturnValue:
    """The mails of the organisations in reach, filtered by the address of the page."""
    reach = organisations_in_reach(Act.SEE_OUTBOX)
    if reach == set():
        abort(403)
    filters = _filters()
    return personal(
        render_template(
            "outbox/index.html",
            **_list_page(queries.listed(filters, reach)),
            filters=filters,
            shown=_shown(filters),
            states=words.state_words(),
            groups=words.kind_groups(all_sites=reach is None),
        )
    )


@outbox_desk.get("/event/<int:event_id>")
def about_event(event_id: int) -> ResponseReturnValue:
    """The mails about one event, for whoever looks after its participants."""
    event = reading().get(Event, event_id) or abort(404)
    where = Where(organisation_id=event.organisation_id, event_id=event.id)
    require(Act.SEE_PARTICIPANTS, where)
    page = _list_page(queries.about(("event", event.id)))
    return personal(
        render_template(
            "outbox/about_event.html", **page, event=event, may_open=allowed(Act.SEE_OUTBOX, where)
        )
    )


def _filters() -> queries.Filters:
    """From the page's address; an unknown state is 400, as an unknown filter of a feed is."""
    state = request.args.get("state", "")
    if state and state not in tuple(MailState):
        abort(400)
    return queries.Filters(
        state=MailState(state) if state else None,
        kind=request.args.get("kind", ""),
        recipient=request.args.get("recipient", "").strip(),
    )


def _shown(filters: queries.Filters) -> dict[str, str]:
    """The filters that are set, for the links to further pages."""
    given = {"state": filters.state or "", "kind": filters.kind, "recipient": filters.recipient}
    return {name: str(value) for name, value in given.items() if value}


def _list_page(wanted: Select[OutgoingEmail]) -> dict[str, Any]:
    """What every list shows; a constant number of statements."""
    light = wanted.options(orm.raiseload("*"))
    paged = db.paginate(light, per_page=PER_PAGE, max_per_page=PER_PAGE, error_out=False)
    return {
        "mails": [(mail, *words.state_of(mail), words.kind_of(mail)) for mail in paged.items],
        "paged": paged,
        "mail_goes_out": bool(settings().mail_server),
    }


@outbox_desk.get("/<public_id>")
def mail(public_id: str) -> ResponseReturnValue:
    """One mail: its state and its source, tokens masked."""
    found = _found(public_id)
    state, tag_kind = words.state_of(found)
    page = render_template(
        "outbox/mail.html",
        mail=found,
        state=state,
        tag_kind=tag_kind,
        kind=words.kind_of(found),
        source=source(found.content) if found.content else None,
        may_send=bool(found.recipient) and (found.state in RESENDABLE or bool(found.filed_as)),
        may_drop=found.state in (MailState.WAITING, MailState.FAILED),
        mail_goes_out=bool(settings().mail_server),
    )
    return _under(page, WITH_FRAME)


@outbox_desk.get("/<public_id>/preview")
def preview(public_id: str) -> ResponseReturnValue:
    """The HTML part as a mail program shows it: for the frame on the mail's page only."""
    found = _found(public_id)
    if not found.content:
        abort(404)
    return _under(source(found.content).html, INSIDE_FRAME)


def _found(public_id: str) -> OutgoingEmail:
    """The mail, for whoever may see it."""
    found = queries.named(reading(), public_id) or abort(404)
    event_id = found.about_id if found.about_kind == "event" else None
    require(Act.SEE_OUTBOX, Where(organisation_id=found.organisation_id, event_id=event_id))
    return found


def _under(page: str, policy: str) -> Response:
    answer = personal(make_response(page))
    answer.headers["Content-Security-Policy"] = policy
    return answer


@outbox_desk.post("/<public_id>/send-again")
def send_again(public_id: str) -> ResponseReturnValue:
    """Make the mail due at once."""
    _found(public_id)
    with writing() as session:
        services.send_again(session, current_actor(), public_id, now=clock.now())
    flash(_("The e-mail will be sent in a moment."), "success")
    return redirect(url_for("outbox_desk.mail", public_id=public_id), 303)


@outbox_desk.get("/<public_id>/drop")
def ask_to_drop(public_id: str) -> ResponseReturnValue:
    """What giving up the mail means, and the button."""
    return personal(render_template("outbox/drop.html", mail=_found(public_id)))


@outbox_desk.post("/<public_id>/drop")
def drop(public_id: str) -> ResponseReturnValue:
    """Give up the mail."""
    _found(public_id)
    with writing() as session:
        services.drop(session, current_actor(), public_id, now=clock.now())
    flash(_("The e-mail was given up. It will not be sent."), "success")
    return redirect(url_for("outbox_desk.mail", public_id=public_id), 303)
