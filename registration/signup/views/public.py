"""Signing up, and asking for a lost link, without an account."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import NoReturn

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from registration.core import clock, mail_address
from registration.core.errors import DomainError
from registration.core.tokens import Purpose
from registration.signup import queries, seen, services
from registration.signup.errors import (
    EventChanged,
    EventFull,
    InstitutionEnded,
    NoSuchInstitution,
    NothingChosen,
    SignUpClosed,
    UnknownLink,
)
from registration.signup.forms import LinkForm, SignUpForm
from registration.signup.hooks import Prefill, prefill
from registration.signup.models import Clause
from registration.signup.offer import Version
from registration.signup.queries import offers
from registration.signup.services import Receipt, SignUpCommand
from registration.signup.views import signup
from registration.trainings import facts
from registration.trainings.models import Event
from registration.trainings.views.links import address_of
from registration.web.caching import personal
from registration.web.errors import submitted
from registration.web.language import language
from registration.web.limits import by_address, by_typed_email, limiter, only_looks
from registration.web.preferences import is_another_look
from registration.web.site import site
from registration.web.versions import found
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
    if step == SEND:
        return _sent(slug)
    event = _event(slug)
    if not event.takes_sign_ups(clock.now()) or event.is_full:
        return _closed(event)
    page = SignUpForm()
    page.offer(event)
    if request.method == "GET" and (known := _invited(event)):
        page.begin_with(known)
    if step == CHANGE or not page.validate_on_submit():
        return _form_page(event, page)
    return _check_page(event, page)


def _event(slug: str) -> Event:
    """The event that somebody signs up for."""
    return queries.event_to_sign_up(reading(), slug) or _gone()


def _gone() -> NoReturn:
    """A form that was open while the organiser hid the event: that is said, and what was typed is kept."""
    if request.method != "POST":
        abort(404)
    page = render_template("signup/gone.html", submitted=submitted())
    answer = personal(make_response(page, HTTPStatus.NOT_FOUND))
    abort(answer)


def _invited(event: Event) -> Prefill | None:
    token = request.args.get("invitation", "")
    return prefill(reading(), site(), token, event.id) if token else None


def _clauses(event: Event) -> list[Clause]:
    return queries.current_clauses(reading(), event.organisation_id, language())


def _renewed(current: Iterable[int]) -> bool:
    """Whether the organiser has changed a text since the form was opened: it is shown before anything is sent."""
    shown = set(request.form.getlist("shown"))
    return bool(shown) and shown != {str(one) for one in current}


def _form_page(event: Event, page: SignUpForm) -> ResponseReturnValue:
    page.look_up(reading(), page.email.data)
    told = facts.of_event(event, site(), language())
    if not any(page.noted.values()):
        page.note_what_is_read(seen.notes(event, told))
    return personal(
        render_template(
            "signup/form.html",
            event=event,
            facts=told,
            form=page,
            clauses=_clauses(event),
            ticked=request.form.getlist("consents"),
            kept_form=KEPT_FORM,
            kept_button=("step", REVIEW),
        )
    )


def _check_page(event: Event, page: SignUpForm, status: HTTPStatus = HTTPStatus.OK) -> ResponseReturnValue:
    """The answers once more, and what of the event has changed since it was last shown to this person."""
    page.look_up(reading(), page.email.data)
    told = facts.of_event(event, site(), language())
    changed = seen.changes(page.noted, event, told)
    clauses = _clauses(event)
    current = [clause.id for clause in clauses]
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
        renewed=_renewed(current),
        ticked=[str(one) for one in current if str(one) in request.form.getlist("consents")],
        kept_form=KEPT_FORM,
    )
    return personal((content, status))


def _sent(slug: str) -> ResponseReturnValue:
    """Sign up, if all is as the person has read it. Nothing of the event is loaded for that: what is relied on comes
    from the shared offer, whose version is compared here and again in the writing transaction."""
    event_id, seat_left, *version = found(offers.ON_OFFER, {"slug": slug}) or _gone()
    offer = offers.offer_of(reading(), event_id, Version(*version))
    closed = not (seat_left and offer.takes_sign_ups(clock.now()))
    current = offer.current[language()]
    page = SignUpForm()
    page.take_from(offer)
    if not page.validate_on_submit():
        event = _event(slug)
        page.offer(event)
        return _closed(event) if closed else _form_page(event, page)
    if _renewed(current) and not closed:
        return _once_more(slug, page)
    try:
        receipt = _sign_up(event_id, page.to_command(current, request.form.getlist("consents")))
    except (EventFull, SignUpClosed):
        return _closed(_event(slug))
    except EventChanged:
        return _once_more(slug, page)
    except (NoSuchInstitution, InstitutionEnded, NothingChosen) as problem:
        return _refused(slug, page, problem)
    token = site().token(Purpose.SIGN_UP, receipt.public_id, receipt.generation)
    return redirect(url_for("signup.confirmation", token=token), 303)


def _once_more(slug: str, page: SignUpForm) -> ResponseReturnValue:
    """What was read is not what holds: check again."""
    event = _event(slug)
    page.offer(event)
    return _check_page(event, page, HTTPStatus.CONFLICT)


def _refused(slug: str, page: SignUpForm, problem: DomainError) -> ResponseReturnValue:
    """The form again, with what the service says at its field."""
    event = _event(slug)
    page.offer(event)
    page.add_problem(problem)
    return _form_page(event, page)


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
    made = queries.sign_up_by_token(reading(), site(), token)
    if made is None:
        raise UnknownLink
    told = facts.of_event(made.event, site(), language())
    return personal(render_template("signup/confirmation.html", sign_up=made, event=made.event, facts=told))


@signup.route("/link", methods=["GET", "POST"])
@limiter.limit("60/minute", key_func=by_address, methods=["POST"])
@limiter.limit("6/hour", key_func=by_typed_email, methods=["POST"], exempt_when=only_looks)
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
