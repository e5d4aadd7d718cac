"""Institutions that participants typed by hand: all texts, and one of them with the institution that it means."""

from collections.abc import Callable
from http import HTTPStatus

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from sqlalchemy import orm

from registration.accounts.guards import current_actor, require_somewhere
from registration.accounts.permissions import Act
from registration.core import clock
from registration.core.errors import DomainError
from registration.partners.labels import described
from registration.signup import services
from registration.signup.errors import AlreadyLinked
from registration.signup.forms.linking import LinkInstitutionForm, NewInstitutionForm
from registration.signup.queries import institutions as queries
from registration.signup.views import signup_desk
from registration.web.caching import personal
from registration.web.forms import BaseForm
from registration.web.language import language, say
from registration.web.writing import reading, writing

MOST_SHOWN = 100


@signup_desk.get("/institutions/")
def institutions() -> ResponseReturnValue:
    """What is still to be linked, at all events of the person's institutions, the most frequent first."""
    found = queries.typed_by_hand(reading(), require_somewhere(Act.EDIT_PARTNERS))
    shown = found[:MOST_SHOWN]
    told = {one.first_id: [described(unit, language()) for unit in one.proposed] for one in shown}
    return personal(
        render_template("signup/desk/institutions.html", groups=shown, proposed=told, number=len(found))
    )


@signup_desk.route("/institutions/<int:registration_id>", methods=["GET", "POST"])
def link_institution(registration_id: int) -> ResponseReturnValue:
    """One text, and the institution that it means: found, or proposed since it was linked so before."""
    within, form = _within(registration_id), LinkInstitutionForm()
    if form.validate_on_submit():

        def linked(db: orm.Session) -> int:
            who, now = current_actor(), clock.now()
            return services.link_institution(
                db, registration_id, form.chosen_id, within=within, actor=who, now=now
            )

        if answer := _answer(form, linked):
            return answer
    group = queries.typed_like(reading(), registration_id, within)
    if group is None:
        return _back(say(AlreadyLinked().told), "info")
    form.begin(reading(), group)
    return personal(render_template("signup/desk/link_institution.html", form=form, group=group))


@signup_desk.route("/institutions/<int:registration_id>/add", methods=["GET", "POST"])
def add_institution(registration_id: int) -> ResponseReturnValue:
    """An institution that the common list lacks: it is added and linked at once."""
    within, form = _within(registration_id), NewInstitutionForm()
    if form.validate_on_submit():

        def added(db: orm.Session) -> int:
            who, now = current_actor(), clock.now()
            return services.add_and_link(
                db, registration_id, form.to_command(), within=within, actor=who, now=now
            )

        if answer := _answer(form, added):
            return answer
    group = queries.typed_like(reading(), registration_id, within)
    if group is None:
        return _back(say(AlreadyLinked().told), "info")
    form.begin(group)
    return personal(render_template("signup/desk/add_institution.html", form=form, group=group))


def _within(registration_id: int) -> set[int] | None:
    """The organisations whose events the person may look over; 404 where the registration is at none of them."""
    within = require_somewhere(Act.EDIT_PARTNERS)
    if queries.in_reach(reading(), registration_id, within) is None:
        abort(HTTPStatus.NOT_FOUND)
    return within


def _answer(form: BaseForm, act: Callable[[orm.Session], int]) -> ResponseReturnValue | None:
    """Back to the list when it is done, or when somebody was faster; None where the form says what is wrong."""
    try:
        with writing() as db:
            people = act(db)
    except AlreadyLinked as problem:
        return _back(say(problem.told), "info")
    except DomainError as problem:
        form.add_problem(problem)
        return None
    done = ngettext("%(num)d registration is linked.", "%(num)d registrations are linked.", people)
    return _back(done, "success")


def _back(told: str, kind: str) -> ResponseReturnValue:
    flash(told, kind)
    return redirect(url_for("signup_desk.institutions"), HTTPStatus.SEE_OTHER)
