"""Asking to be told of a training's next date, and what the links in those mails open. GET changes nothing."""

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration.core import clock
from registration.core.tokens import Purpose
from registration.extensions import csrf
from registration.mailings import emails, queries, services
from registration.mailings.errors import UnknownLink
from registration.mailings.forms import NextDateForm
from registration.mailings.models import NextDateRequest
from registration.mailings.services import Asking
from registration.mailings.views import mailings
from registration.mailings.views.public import ONE_CLICK
from registration.trainings import queries as trainings
from registration.trainings import when
from registration.trainings.errors import NoSuchEvent
from registration.trainings.models import Event
from registration.web.caching import personal
from registration.web.language import language
from registration.web.limits import by_address, by_typed_email, limiter, only_looks
from registration.web.site import site
from registration.web.writing import reading, writing


@mailings.route("/next-date/<slug>", methods=["GET", "POST"])
@limiter.limit("60/minute", key_func=by_address, methods=["POST"])
@limiter.limit("6/hour", key_func=by_typed_email, methods=["POST"], exempt_when=only_looks)
def next_date(slug: str) -> ResponseReturnValue:
    """The form; after it the same page for every address."""
    event, form = _event(slug), NextDateForm()
    shown = emails.information(event, language())
    if form.validate_on_submit():
        asking = Asking(form.email.data, language(), shown)
        with writing() as db:
            services.ask(db, event.id, asking, now=clock.now())
        return personal(redirect(url_for("mailings.next_date_asked", slug=slug), 303))
    return personal(
        render_template("mailings/next_date.html", event=event, form=form, shown=shown, **_open_date(event))
    )


@mailings.get("/next-date/<slug>/asked")
def next_date_asked(slug: str) -> ResponseReturnValue:
    """What to do now, and when no mail comes."""
    return personal(render_template("mailings/next_date_asked.html", event=_event(slug)))


def _event(slug: str) -> Event:
    event = queries.event_to_wait_for(reading(), slug)
    if event is None:
        raise NoSuchEvent
    return event


def _open_date(event: Event) -> dict[str, object]:
    """Another date for which one can sign up by now: somebody who confirms late would wait for what is there."""
    now = clock.now()
    following = trainings.other_dates(reading(), event, now).next_open(now)
    return {"following": following, "coming": when.in_words(following, language()) if following else ""}


@mailings.get("/waiting/<token>")
def waiting(token: str) -> ResponseReturnValue:
    """How the request stands, and the button that fits."""
    found = _request(Purpose.NEXT_DATE, token)
    following = _open_date(found.event)
    return personal(render_template("mailings/waiting.html", token=token, request_=found, **following))


@mailings.post("/waiting/<token>")
@limiter.limit("240/hour", key_func=by_address)
def save_waiting(token: str) -> ResponseReturnValue:
    """The page's buttons: confirm, or stop."""
    public_id = _request(Purpose.NEXT_DATE, token).public_id
    with writing() as db:
        if request.form.get("wanted") == "yes":
            services.confirm(db, public_id, now=clock.now())
        else:
            services.stop(db, public_id, now=clock.now())
    return personal(redirect(url_for("mailings.waiting", token=token), 303))


@mailings.route("/waiting/<token>/one-click", methods=["GET", "POST"])
@csrf.exempt  # type: ignore[untyped-decorator]
@limiter.limit("3000/hour", key_func=by_address, methods=["POST"])
def waiting_one_click(token: str) -> ResponseReturnValue:
    """The mail program's own button (RFC 8058): no cookie, no form, no redirect. Opened by hand, it shows the page."""
    public_id = _request(Purpose.NEXT_DATE, token).public_id
    if request.method != "POST":
        return personal(redirect(url_for("mailings.waiting", token=token), 302))
    if request.form.get(ONE_CLICK[0]) != ONE_CLICK[1]:
        abort(400)
    with writing() as db:
        services.stop(db, public_id, now=clock.now())
    return personal(Response("OK\n", mimetype="text/plain"))


@mailings.get("/next-date-sign-up/<token>")
def next_date_sign_up(token: str) -> ResponseReturnValue:
    """To the sign-up form of the date that was told of, which asks who was told."""
    told = _request(Purpose.INVITATION, token).told_event
    if told is None:
        raise UnknownLink
    return personal(redirect(url_for("signup.form", slug=told.slug, invitation=token), 302))


def _request(purpose: Purpose, token: str) -> NextDateRequest:
    """The link's request. Raises UnknownLink: malformed, revoked and foreign ones get the same page."""
    found = queries.request_by_token(reading(), site(), purpose, token)
    if found is None:
        raise UnknownLink
    return found
