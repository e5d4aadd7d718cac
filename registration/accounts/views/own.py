"""One's own account."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security.utils import login_user

from registration.accounts import passwords, places, services
from registration.accounts.forms import ROLES, ChangePasswordForm, ProfileForm
from registration.accounts.guards import allowed, current_actor, current_user
from registration.accounts.models import User
from registration.accounts.permissions import Act
from registration.accounts.views.blueprint import PASSWORD, accounts, limited
from registration.core import clock
from registration.web.writing import reading, writing


@accounts.route("/", methods=["GET", "POST"])
def own() -> ResponseReturnValue:
    """Name, language, roles; the ways to the password and the second factor."""
    user, actor = current_user(), current_actor()
    form = ProfileForm(obj=user)
    if form.validate_on_submit():
        with writing() as db:
            services.change_profile(db, user.id, form.to_command(), actor, now=clock.now())
        flash(_("Your changes are saved."), "ok")
        return redirect(url_for("accounts.own"))
    return render_template(
        "accounts/own.html",
        form=form,
        user=user,
        roles=ROLES,
        names=places.names(reading()),
        manages=allowed(Act.MANAGE_ACCOUNTS),
    )


@accounts.route("/password", methods=["GET", "POST"])
@limited(*PASSWORD, failures_only=True)
def change_password() -> ResponseReturnValue:
    """Choose another password; all other sessions of the account end."""
    user, form = current_user(), ChangePasswordForm()
    if form.validate_on_submit() and _right(form, user) and form.accepts(user.email):
        actor, uniquifier = current_actor(), user.fs_uniquifier
        new_hash = passwords.hashed(form.password.data)
        with writing() as db:
            services.set_password(db, user.id, uniquifier, new_hash, actor, now=clock.now())
        login_user(services.existing(reading(), user.id), authn_via=["password"])
        flash(_("The new password is set. You have been signed out everywhere else."), "ok")
        return redirect(url_for("accounts.own"))
    return render_template("accounts/change_password.html", form=form, user=user)


def _right(form: ChangePasswordForm, user: User) -> bool:
    """Whether the present password is right; else the form says so."""
    right = passwords.matches(form.present.data, user.password)
    if not right:
        form.refuse()
    return right
