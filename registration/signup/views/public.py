"""Signing up, and asking for a lost link, without an account."""

from http import HTTPStatus

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from registration.core import clock, mail_address
from registration.core.tokens import Purpose
from registration.signup import queries, seen, services
from registration.signup.errors import EventChanged, EventFull, SignUpClosed, UnknownLink
from registration.signup.forms import LinkForm, SignUpForm
from registration.signup.hooks import Prefill, prefill
from registration.signup.models import Clause
from registration.signup.services import Receipt, SignUpCommand
from registration.signup.views import signup
from registration.trainings import facts
from registration.trainings.models import Event
from registration.trainings.views.links import address_of
from registration.web.caching import personal
from registration.web.language import language
from registration.web.limits import by_address, by_typed_email, limiter
from registration.web.preferences import is_another_look
from registration.web.site import site
from registration.web.writing import reading, writing

REVIEW = "review"
SEND = "send"
CHANGE = "change"
KEPT_FORM = "sign-up"
"""The form that the buttons of the appearance take along: nothing typed is lost by larger text."""


def _not_sent() -> bool:
    """Only sending counts against an e-mail address; looking over the answers does not."""
    return request.method != "POST" or request.form.get("step") != SEND


@signup.route("/<slug>", methods=["GET", "POST"])
@limiter.limit("600/minute", key_func=by_address, methods=["POST"])
@limiter.limit("12/hour", key_func=by_typed_email, exempt_when=_not_sent)
def form(slug: str) -> ResponseReturnValue:
    """The form, then "check your answers", then the confirmation.

    What is sent goes to the service even when no seat is left: it may be the second click of who took the last.
    """
    step = CHANGE if is_another_look(request.form) else request.form.get("step")
    event = _event(slug, whole=step != SEND)
    closed = not event.takes_sign_ups(clock.now()) or event.is_full
    if closed and step != SEND:
        return _closed(event)
    clauses = queries.current_clauses(reading(), event.organisation_id, language())
    page = SignUpForm()
    page.offer(event)
    if request.method == "GET" and (known := _invited(event)):
        page.begin_with(known)
    if step == CHANGE or not page.validate_on_submit():
        return _closed(event) if closed else _form_page(event, page, clauses)
    if step != SEND:
        return _check_page(event, page, clauses)
    if _renewed(clauses) and not closed:
        return _check_page(_event(slug), page, clauses, HTTPStatus.CONFLICT)
    return _send(event, page, clauses)


def _renewed(clauses: list[Clause]) -> bool:
    """Whether the organiser has changed a text since the form was opened: it is shown before anything is sent."""
    shown = set(request.form.getlist("shown"))
    return bool(shown) and shown != {str(clause.id) for clause in clauses}


def _event(slug: str, *, whole: bool = True) -> Event:
    """The event that somebody signs up for; without its programme where nobody will look at it."""
    event = queries.event_to_sign_up(reading(), slug, whole=whole)
    if event is None:
        abort(404)
    return event


def _invited(event: Event) -> Prefill | None:
    token = request.args.get("invitation", "")
    return prefill(reading(), site(), token, event.id) if token else None


def _form_page(event: Event, page: SignUpForm, clauses: list[Clause]) -> ResponseReturnValue:
    ticked = request.form.getlist("consents")
    told = facts.of_event(event, site(), language())
    if not any(page.noted.values()):
        page.note_what_is_read(seen.notes(event, told))
    return personal(
        render_template(
            "signup/form.html",
            event=event,
            facts=told,
            form=page,
            clauses=clauses,
            ticked=ticked,
            kept_form=KEPT_FORM,
            kept_step=REVIEW,
        )
    )


def _check_page(
    event: Event, page: SignUpForm, clauses: list[Clause], status: HTTPStatus = HTTPStatus.OK
) -> ResponseReturnValue:
    """The answers once more, and what of the event has changed since it was last shown to this person."""
    told = facts.of_event(event, site(), language())
    changed = seen.changes(page.noted, event, told)
    current = [str(clause.id) for clause in clauses]
    page.note_what_is_read(seen.notes(event, told))
    content = render_template(
        "signup/check.html",
        event=event,
        facts=told,
        answers=page,
        changed=changed,
        suggestion=mail_address.suggest(page.email.data),
        clauses=clauses,
        shown=current,
        renewed=_renewed(clauses),
        ticked=[one for one in request.form.getlist("consents") if one in current],
        kept_form=KEPT_FORM,
    )
    return personal((content, status))


def _send(event: Event, page: SignUpForm, clauses: list[Clause]) -> ResponseReturnValue:
    command = page.to_command(clauses, request.form.getlist("consents"))
    try:
        receipt = _sign_up(event.id, command)
    except (EventFull, SignUpClosed):
        return _closed(_event(event.slug))
    except EventChanged:
        return _check_page(_event(event.slug), page, clauses, HTTPStatus.CONFLICT)
    token = site().token(Purpose.SIGN_UP, receipt.public_id, receipt.generation)
    return redirect(url_for("signup.confirmation", token=token), 303)


def _sign_up(event_id: int, command: SignUpCommand) -> Receipt:
    """Where two writers may run at once (PostgreSQL), the loser of a race for the same address looks again."""
    for attempt in (1, 2):
        try:
            with writing() as db:
                return services.sign_up(db, event_id, command, now=clock.now())
        except IntegrityError:
            if attempt == 2:
                raise
    raise AssertionError("unreachable")


def _closed(event: Event) -> ResponseReturnValue:
    """Full, closed, not yet open, cancelled or past: why, and what next. What was typed is shown again, and one
    click tries again when only a seat is lacking."""
    answers = SignUpForm()
    answers.offer(event)
    page = render_template(
        "signup/closed.html",
        event=event,
        facts=facts.of_event(event, site(), language()),
        answers=answers,
        typed=answers.typed() if request.method == "POST" else [],
        ticked=request.form.getlist("consents"),
        next_date=address_of("mailings.next_date", slug=event.slug),
        shown=request.form.getlist("shown"),
        now=clock.now(),
    )
    return personal((page, 409 if request.method == "POST" else 200))


@signup.get("/confirmation/<token>")
def confirmation(token: str) -> ResponseReturnValue:
    """What happens next. The same for a repeated address: only the mails differ."""
    found = queries.sign_up_by_token(reading(), site(), token)
    if found is None:
        raise UnknownLink
    told = facts.of_event(found.event, site(), language())
    return personal(render_template("signup/confirmation.html", sign_up=found, event=found.event, facts=told))


@signup.route("/link", methods=["GET", "POST"])
@limiter.limit("60/minute", key_func=by_address, methods=["POST"])
@limiter.limit("6/hour", key_func=by_typed_email, methods=["POST"])
def link() -> ResponseReturnValue:
    """ "Send me my link again": the same page for every address."""
    page = LinkForm()
    if page.validate_on_submit():
        with writing() as db:
            services.send_links(db, page.email.data, now=clock.now())
        return redirect(url_for("signup.link_sent"), 303)
    return personal(render_template("signup/link.html", form=page))


@signup.get("/link/sent")
def link_sent() -> ResponseReturnValue:
    """What to do when no mail comes."""
    return personal(render_template("signup/link_sent.html"))
