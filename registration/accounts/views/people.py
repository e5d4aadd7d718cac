"""Who has an account and which roles: for administrators."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts import places, queries, services
from registration.accounts.audit import history
from registration.accounts.forms import ROLE_HINTS, ROLES, GrantForm, InvitationForm
from registration.accounts.guards import current_actor, require
from registration.accounts.models import User
from registration.accounts.permissions import Act
from registration.accounts.views.blueprint import accounts
from registration.core import clock
from registration.core.errors import DomainError
from registration.core.mail_address import BadAddress
from registration.web.forms import BaseForm
from registration.web.writing import reading, writing


@accounts.get("/people")
def people() -> ResponseReturnValue:
    """All accounts and their roles."""
    require(Act.MANAGE_ACCOUNTS)
    db = reading()
    return render_template(
        "accounts/people.html", people=queries.everybody(db), names=places.names(db), roles=ROLES
    )


@accounts.route("/people/invite", methods=["GET", "POST"])
def invite() -> ResponseReturnValue:
    """Make an account for somebody, who gets a mail with a link to choose a password."""
    require(Act.MANAGE_ACCOUNTS)
    form = InvitationForm()
    if form.validate_on_submit():
        try:
            with writing() as db:
                made = services.invite(db, form.to_command(), current_actor(), now=clock.now()).id
        except DomainError as problem:
            problem.field = "email" if isinstance(problem, BadAddress) else problem.field
            form.add_problem(problem)
        else:
            flash(_("The invitation is on its way. Now choose what this person may do."), "ok")
            return redirect(url_for("accounts.person", user_id=made))
    return render_template("accounts/invite.html", form=form)


@accounts.route("/people/<int:user_id>", methods=["GET", "POST"])
def person(user_id: int) -> ResponseReturnValue:
    """One account: its roles, to which more can be added, and its history."""
    require(Act.MANAGE_ACCOUNTS)
    user, form = _found(user_id), GrantForm()
    form.offer(places.places(reading()))
    if form.validate_on_submit():
        try:
            with writing() as db:
                services.grant(db, user_id, *form.chosen(), current_actor(), now=clock.now())
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The role is given."), "ok")
            return redirect(url_for("accounts.person", user_id=user_id))
    return _person_page(user, form)


@accounts.route("/people/<int:user_id>/roles/<int:grant_id>/take", methods=["GET", "POST"])
def revoke(user_id: int, grant_id: int) -> ResponseReturnValue:
    """Take a role away, after a page that names it."""
    require(Act.MANAGE_ACCOUNTS)
    user = _found(user_id)
    held = next((one for one in user.grants if one.id == grant_id), None) or abort(HTTPStatus.NOT_FOUND)
    form = BaseForm()
    if form.validate_on_submit():
        with writing() as db:
            services.revoke(db, grant_id, current_actor(), now=clock.now())
        flash(_("The role is taken away."), "ok")
        return redirect(url_for("accounts.person", user_id=user_id))
    names = places.names(reading())
    return render_template("accounts/revoke.html", form=form, user=user, held=held, names=names, roles=ROLES)


@accounts.route("/people/<int:user_id>/close", methods=["GET", "POST"])
def close(user_id: int) -> ResponseReturnValue:
    """Close an account, after a page that says what this means."""
    require(Act.MANAGE_ACCOUNTS)
    user, form = _found(user_id), BaseForm()
    if form.validate_on_submit():
        with writing() as db:
            services.close(db, user_id, current_actor(), now=clock.now())
        flash(_("The account is closed."), "ok")
        return redirect(url_for("accounts.person", user_id=user_id))
    return render_template("accounts/close.html", form=form, user=user)


@accounts.post("/people/<int:user_id>/reopen")
def reopen(user_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    require(Act.MANAGE_ACCOUNTS)
    with writing() as db:
        services.reopen(db, user_id, current_actor(), now=clock.now())
    flash(_("The account is open again."), "ok")
    return redirect(url_for("accounts.person", user_id=user_id))


@accounts.post("/people/<int:user_id>/invite-again")
def invite_again(user_id: int) -> ResponseReturnValue:
    """Send the invitation once more."""
    require(Act.MANAGE_ACCOUNTS)
    with writing() as db:
        services.invite_again(db, user_id, current_actor(), now=clock.now())
    flash(_("The invitation is on its way."), "ok")
    return redirect(url_for("accounts.person", user_id=user_id))


@accounts.route("/people/<int:user_id>/two-factor-off", methods=["GET", "POST"])
def person_two_factor_off(user_id: int) -> ResponseReturnValue:
    """For somebody who lost the authenticator and the recovery codes."""
    require(Act.MANAGE_ACCOUNTS)
    user, form = _found(user_id), BaseForm()
    if form.validate_on_submit():
        with writing() as db:
            services.switch_two_factor_off(db, user_id, current_actor(), now=clock.now())
        flash(_("Two-factor sign-in is switched off."), "ok")
        return redirect(url_for("accounts.person", user_id=user_id))
    return render_template("accounts/person_two_factor_off.html", form=form, user=user)


def _found(user_id: int) -> User:
    return queries.find(reading(), user_id) or abort(HTTPStatus.NOT_FOUND)


def _person_page(user: User, form: GrantForm) -> ResponseReturnValue:
    db = reading()
    return render_template(
        "accounts/person.html",
        user=user,
        form=form,
        names=places.names(db),
        roles=ROLES,
        hints=ROLE_HINTS,
        lines=history(db, ("user", user.id)),
    )
