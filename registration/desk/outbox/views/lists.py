"""The lists: all mails within reach, and those about one event."""

from typing import Any
from urllib.parse import urlencode

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, orm

from registration.accounts.guards import allowed, organisations_in_reach, require
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.desk.outbox import words
from registration.desk.outbox.standing import trouble
from registration.desk.outbox.views import outbox_desk
from registration.extensions import db
from registration.outbox import queries, told
from registration.outbox.failure_words import failure_words
from registration.outbox.models import Failure, MailState, OutgoingEmail
from registration.outbox.state_words import state_words
from registration.trainings.models import Event
from registration.web.caching import personal
from registration.web.kept_search import name_search, named_search
from registration.web.site import settings
from registration.web.writing import reading

PER_PAGE = 50


@outbox_desk.get("/")
def index() -> ResponseReturnValue:
    """The mails of the organisations in reach, filtered by the address of the page."""
    reach, filters, now = reach_or_403(), asked(), clock.now()
    wanted, mine = queries.listed(filters, reach), queries.within(reach)
    return personal(
        render_template(
            "outbox/index.html",
            **_list_page(wanted),
            filters=filters,
            shown=shown(filters),
            states=state_words(),
            groups=words.kind_groups(all_sites=reach is None),
            failures=failure_words(),
            resendable=queries.count(reading(), queries.again(wanted)),
            droppable=queries.count(reading(), queries.unsent(wanted)),
            trouble=trouble(reading(), now, reach),
            ending=told.ending(reading(), now, mine),
        )
    )


@outbox_desk.post("/")
def search() -> ResponseReturnValue:
    """Narrow the list. The address that was typed stands in no URL: the page's names it by a key."""
    reach_or_403()
    kept = {name: request.form.get(name, "") for name in ("state", "kind", "failure")}
    kept["search"] = name_search(request.form.get("recipient", ""))
    query = urlencode({name: value for name, value in kept.items() if value})
    return redirect(url_for("outbox_desk.index") + (f"?{query}" if query else ""), 303)


def reach_or_403() -> set[int] | None:
    """The organisations whose mail the person may see; None for all."""
    reach = organisations_in_reach(Act.SEE_OUTBOX)
    if reach == set():
        abort(403)
    return reach


@outbox_desk.get("/event/<int:event_id>")
def about_event(event_id: int) -> ResponseReturnValue:
    """The mails about one event, for whoever looks after its participants."""
    event = reading().get(Event, event_id) or abort(404)
    where = Where(organisation_id=event.organisation_id, event_id=event.id)
    require(Act.SEE_PARTICIPANTS, where)
    may_open, wanted = allowed(Act.SEE_OUTBOX, where), queries.about(("event", event.id))
    return personal(
        render_template(
            "outbox/about_event.html",
            **_list_page(wanted),
            event=event,
            may_open=may_open,
            failed=queries.by_state(reading(), wanted).get(MailState.FAILED, 0),
            trouble=trouble(reading(), clock.now(), {event.organisation_id}),
            ending=told.ending(reading(), clock.now(), told.about_event(event.id)),
        )
    )


def asked() -> queries.Filters:
    """From the page's address; an unknown state or reason is 400, as an unknown filter of a feed is."""
    state, failure = request.args.get("state", ""), request.args.get("failure", "")
    if (state and state not in tuple(MailState)) or (failure and failure not in tuple(Failure)):
        abort(400)
    return queries.Filters(
        state=MailState(state) if state else None,
        kind=request.args.get("kind", ""),
        recipient=named_search(request.args.get("search", "")),
        failure=Failure(failure) if failure else None,
    )


def shown(filters: queries.Filters) -> dict[str, str]:
    """The filters that are set, for the links to further pages."""
    given = {"state": filters.state or "", "kind": filters.kind, "failure": filters.failure or ""}
    given["search"] = name_search(filters.recipient)
    return {name: str(value) for name, value in given.items() if value}


def _list_page(wanted: Select[OutgoingEmail]) -> dict[str, Any]:
    """What every list shows; a constant number of statements."""
    light = wanted.options(orm.raiseload("*"))
    paged = db.paginate(light, per_page=PER_PAGE, max_per_page=PER_PAGE, error_out=False)
    return {
        "mails": [(mail, *words.state_of(mail), words.kind_of(mail)) for mail in paged.items],
        "reasons": failure_words(),
        "paged": paged,
        "mail_goes_out": bool(settings().mail_server),
    }
