"""One's own registration, by personal link: see, correct, resign, come back, consents, a new link."""

from datetime import timedelta
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug import Response

from registration.accounts.audit import Actor
from registration.core import clock
from registration.core.errors import Conflict, DomainError
from registration.invites.persons import has_declined
from registration.signup import queries, services
from registration.signup.errors import EventFull, InstitutionEnded, NoSuchInstitution, UnknownLink
from registration.signup.forms import AnswersForm
from registration.signup.models import Registration
from registration.signup.states import PARTICIPANT, RULES
from registration.signup.views import signup, story
from registration.trainings import facts
from registration.web.caching import personal
from registration.web.forms import BaseForm
from registration.web.language import language, say
from registration.web.limits import by_address, limiter
from registration.web.site import settings, site
from registration.web.writing import reading, writing

OFTEN = "120/minute"
"""A whole office shares one network address."""


def registration_of(token: str) -> Registration:
    """The registration that the personal link opens. Raises UnknownLink."""
    found = queries.registration_by_token(reading(), site(), token)
    if found is None:
        raise UnknownLink
    return found


def _own(registration: Registration) -> Actor:
    return Actor(PARTICIPANT, registration.id)


def answers_saved(page: AnswersForm, registration_id: int, actor: Actor) -> bool:
    """Whether the service took the correction; the form says why not at the institution."""
    try:
        with writing() as db:
            services.change_answers(db, registration_id, page.answers(), actor=actor, now=clock.now())
    except (NoSuchInstitution, InstitutionEnded) as problem:
        page.add_problem(problem)
        return False
    return True


def back_to_mine(token: str, *, saved: bool = False) -> Response:
    """To the personal page, which says once that something was saved: nothing of it stays in the address."""
    if saved:
        flash(_("The changes have been saved."), "success")
    return redirect(url_for("signup.mine", token=token), HTTPStatus.SEE_OTHER)


@signup.get("/my/<token>")
def mine(token: str) -> ResponseReturnValue:
    """Everything held about the person, what has happened, and what they can do."""
    registration, now = registration_of(token), clock.now()
    event = registration.event
    return personal(
        render_template(
            "signup/mine.html",
            registration=registration,
            event=event,
            facts=facts.of_event(event, site(), language()),
            token=token,
            offers_choice=bool(services.offered(event)),
            chosen=[one for one in registration.invitee.sessions if one.optional],
            declined=has_declined(registration.invitee),
            active=bool(RULES[registration.state].next),
            may_return=services.may_return(registration, PARTICIPANT, now),
            past=event.is_past(now),
            now=now,
            needs_until=event.ends_at + timedelta(days=settings().needs_days) if event.ends_at else None,
            offered=queries.clauses_to_offer(reading(), registration),
            mails=story.mails(registration),
            lines=story.changes(registration, own=True),
        )
    )


@signup.route("/my/<token>/change", methods=["GET", "POST"])
@limiter.limit(OFTEN, key_func=by_address, methods=["POST"])
def change(token: str) -> ResponseReturnValue:
    """Correct the answers. One that is over is shown instead of a form that nothing would take."""
    registration = registration_of(token)
    if request.method == "GET" and not RULES[registration.state].next:
        return back_to_mine(token)
    page = AnswersForm.of(registration)
    if page.validate_on_submit() and answers_saved(page, registration.id, _own(registration)):
        return back_to_mine(token, saved=True)
    page.look_up(reading(), registration.email)
    return personal(render_template("signup/change.html", form=page, event=registration.event, token=token))


@signup.route("/my/<token>/resign", methods=["GET", "POST"])
@limiter.limit(OFTEN, key_func=by_address, methods=["POST"])
def resign(token: str) -> ResponseReturnValue:
    """One page, two buttons. GET changes nothing: mail scanners follow links."""
    registration, form = registration_of(token), BaseForm()
    if not RULES[registration.state].next:
        return back_to_mine(token)
    if form.validate_on_submit():
        with writing() as db:
            services.withdraw(db, registration.id, actor=_own(registration), now=clock.now())
        return back_to_mine(token)
    return _page("signup/resign.html", registration, token, form=form)


@signup.post("/my/<token>/undo")
@limiter.limit(OFTEN, key_func=by_address)
def undo(token: str) -> ResponseReturnValue:
    """Take the resignation back while a seat is free; who comes too late reads why, and what next."""
    registration = registration_of(token)
    try:
        with writing() as db:
            services.undo_end(db, registration.id, actor=_own(registration), site=site(), now=clock.now())
    except (EventFull, Conflict) as problem:
        return _not_undone(token, problem)
    return back_to_mine(token)


def _not_undone(token: str, problem: DomainError) -> ResponseReturnValue:
    registration = registration_of(token)
    page = _page("signup/not_undone.html", registration, token, why=say(problem.told))
    page.status_code = HTTPStatus.CONFLICT
    return page


@signup.route("/my/<token>/new-link", methods=["GET", "POST"])
@limiter.limit("10/hour", key_func=by_address, methods=["POST"])
def new_link(token: str) -> ResponseReturnValue:
    """Revoke this link and have a new one sent, after a page that says what this means."""
    registration, form = registration_of(token), BaseForm()
    if form.validate_on_submit():
        with writing() as db:
            services.replace_link(db, registration.id, actor=_own(registration), now=clock.now())
        return redirect(url_for("signup.link_replaced"), HTTPStatus.SEE_OTHER)
    return _page("signup/new_link.html", registration, token, form=form)


@signup.get("/link/replaced")
def link_replaced() -> ResponseReturnValue:
    """The old link is dead: where the new one is. The address of the page is nobody's secret."""
    return personal(render_template("signup/link_replaced.html"))


@signup.post("/my/<token>/consents/<int:consent_id>")
@limiter.limit(OFTEN, key_func=by_address)
def withdraw_consent(token: str, consent_id: int) -> ResponseReturnValue:
    """Take an optional consent back."""
    registration = registration_of(token)
    with writing() as db:
        services.withdraw_consent(db, registration.id, consent_id, now=clock.now())
    return back_to_mine(token, saved=True)


@signup.post("/my/<token>/give/<int:clause_id>")
@limiter.limit(OFTEN, key_func=by_address)
def give_consent(token: str, clause_id: int) -> ResponseReturnValue:
    """Agree to an optional text."""
    registration = registration_of(token)
    with writing() as db:
        services.give_consent(db, registration.id, clause_id, now=clock.now())
    return back_to_mine(token, saved=True)


def _page(template: str, registration: Registration, token: str, **more: object) -> Response:
    told = facts.of_event(registration.event, site(), language())
    page = render_template(
        template, registration=registration, event=registration.event, facts=told, token=token, **more
    )
    return personal(page)
