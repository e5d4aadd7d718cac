"""Signing up and managing one's registration, without an account."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from registration.accounts.audit import Actor
from registration.core import clock, mail_address
from registration.core.tokens import Purpose
from registration.signup import queries, services
from registration.signup.errors import EventFull, SignUpClosed, UnknownLink
from registration.signup.forms import AnswersForm, LinkForm, SignUpForm
from registration.signup.hooks import Prefill, prefill
from registration.signup.models import Clause, Registration
from registration.signup.services import Receipt, SignUpCommand
from registration.signup.states import RULES
from registration.signup.views import signup
from registration.trainings import facts
from registration.trainings.models import Event
from registration.web.caching import personal
from registration.web.language import language
from registration.web.limits import by_address, by_typed_email, limiter
from registration.web.site import site
from registration.web.writing import reading, writing

SEND = "send"
CHANGE = "change"


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
    event = _event(slug)
    step = request.form.get("step")
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
    return _send(event, page.to_command(clauses, request.form.getlist("consents")))


def _event(slug: str) -> Event:
    event = queries.event_to_sign_up(reading(), slug)
    if event is None:
        abort(404)
    return event


def _invited(event: Event) -> Prefill | None:
    token = request.args.get("invitation", "")
    return prefill(reading(), site(), token, event.id) if token else None


def _form_page(event: Event, page: SignUpForm, clauses: list[Clause]) -> ResponseReturnValue:
    ticked = request.form.getlist("consents")
    told = facts.of_event(event, site(), language())
    return personal(
        render_template(
            "signup/form.html", event=event, facts=told, form=page, clauses=clauses, ticked=ticked
        )
    )


def _check_page(event: Event, page: SignUpForm, clauses: list[Clause]) -> ResponseReturnValue:
    return personal(
        render_template(
            "signup/check.html",
            event=event,
            facts=facts.of_event(event, site(), language()),
            answers=page,
            suggestion=mail_address.suggest(page.email.data),
            clauses=clauses,
            ticked=request.form.getlist("consents"),
        )
    )


def _send(event: Event, command: SignUpCommand) -> ResponseReturnValue:
    try:
        receipt = _sign_up(event.id, command)
    except (EventFull, SignUpClosed):
        return _closed(_event(event.slug))
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
    """Full, closed, not yet open, cancelled or past: why, and what next. What was typed is shown again."""
    filled = SignUpForm()
    filled.offer(event)
    typed = filled.typed() if request.method == "POST" else []
    told = facts.of_event(event, site(), language())
    page = render_template("signup/closed.html", event=event, facts=told, typed=typed, now=clock.now())
    return personal((page, 409 if request.method == "POST" else 200))


@signup.get("/confirmation/<token>")
def confirmation(token: str) -> ResponseReturnValue:
    """What happens next. The same for a repeated address: only the mails differ."""
    found = queries.sign_up_by_token(reading(), site(), token)
    if found is None:
        raise UnknownLink
    told = facts.of_event(found.event, site(), language())
    return personal(render_template("signup/confirmation.html", sign_up=found, event=found.event, facts=told))


def registration_of(token: str) -> Registration:
    """The registration that the personal link opens. Raises UnknownLink."""
    found = queries.registration_by_token(reading(), site(), token)
    if found is None:
        raise UnknownLink
    return found


@signup.get("/my/<token>")
def mine(token: str) -> ResponseReturnValue:
    """Everything held about the person, and what they can do."""
    registration = registration_of(token)
    return personal(
        render_template(
            "signup/mine.html",
            registration=registration,
            event=registration.event,
            facts=facts.of_event(registration.event, site(), language()),
            token=token,
            offers_choice=bool(services.offered(registration.event)),
            chosen=[one for one in registration.invitee.sessions if one.optional],
            active=bool(RULES[registration.state].next),
            past=registration.event.is_past(clock.now()),
            now=clock.now(),
        )
    )


@signup.route("/my/<token>/change", methods=["GET", "POST"])
@limiter.limit("120/minute", key_func=by_address, methods=["POST"])
def change(token: str) -> ResponseReturnValue:
    """Correct the answers. One that is over is shown instead of a form that nothing would take."""
    registration = registration_of(token)
    if request.method == "GET" and not RULES[registration.state].next:
        return redirect(url_for("signup.mine", token=token), 303)
    page = AnswersForm.of(registration)
    if page.validate_on_submit():
        with writing() as db:
            services.change_answers(db, registration.id, page.answers(), now=clock.now())
        return redirect(url_for("signup.mine", token=token, saved=1), 303)
    return personal(render_template("signup/change.html", form=page, event=registration.event, token=token))


@signup.route("/my/<token>/resign", methods=["GET", "POST"])
@limiter.limit("120/minute", key_func=by_address, methods=["POST"])
def resign(token: str) -> ResponseReturnValue:
    """One page, two buttons. GET changes nothing: mail scanners follow links."""
    registration = registration_of(token)
    if not RULES[registration.state].next:
        return redirect(url_for("signup.mine", token=token), 303)
    if request.method == "POST":
        with writing() as db:
            services.withdraw(
                db, registration.id, actor=Actor("participant", registration.id), now=clock.now()
            )
        return redirect(url_for("signup.mine", token=token), 303)
    told = facts.of_event(registration.event, site(), language())
    return personal(
        render_template(
            "signup/resign.html", registration=registration, event=registration.event, facts=told, token=token
        )
    )


@signup.post("/my/<token>/consents/<int:consent_id>")
@limiter.limit("120/minute", key_func=by_address)
def withdraw_consent(token: str, consent_id: int) -> ResponseReturnValue:
    """Take an optional consent back."""
    registration = registration_of(token)
    with writing() as db:
        services.withdraw_consent(db, registration.id, consent_id, now=clock.now())
    return redirect(url_for("signup.mine", token=token, saved=1), 303)


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
