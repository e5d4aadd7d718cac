"""Signing in and out, and the ways back for who forgot the password.

Passwords and codes are checked by Flask-Security's views, with our forms and templates.
"""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import anonymous_user_required, recovery_codes
from flask_security import views as security_views

from registration.accounts import passwords, queries, services
from registration.accounts.audit import Actor
from registration.accounts.forms import EmailForm, NewPasswordForm
from registration.accounts.links import OPEN_FOR, Door, uniquifier_of
from registration.accounts.models import User
from registration.accounts.views.blueprint import CODE, LINK, PASSWORD, RESET, SIGN_IN, accounts, limited
from registration.core import clock
from registration.core.mail_address import BadAddress, key
from registration.web.site import site
from registration.web.writing import reading, writing

BOTH = ["GET", "POST"]

accounts.add_url_rule(
    "/sign-in", "login", limited(*SIGN_IN, failures_only=True)(security_views.login), methods=BOTH
)
accounts.add_url_rule("/sign-out", "logout", security_views.logout, methods=["POST"])
accounts.add_url_rule(
    "/password-again", "verify", limited(*PASSWORD, failures_only=True)(security_views.verify), methods=BOTH
)
accounts.add_url_rule(
    "/code",
    "two_factor_token_validation",
    limited(*CODE, failures_only=True)(anonymous_user_required(security_views.two_factor_token_validation)),
    methods=BOTH,
)
accounts.add_url_rule(
    "/recovery-code",
    "mf_recovery",
    limited(*CODE, failures_only=True)(recovery_codes.mf_recovery),
    methods=BOTH,
)


@accounts.get("/code/help", endpoint="two_factor_rescue")
def no_authenticator() -> ResponseReturnValue:
    """What to do without the authenticator: a recovery code, or an administrator."""
    return render_template("accounts/no_authenticator.html")


@accounts.get("/signed-out")
def signed_out() -> ResponseReturnValue:
    """After signing out."""
    return render_template("accounts/signed_out.html")


@accounts.route("/reset", methods=BOTH)
@limited(*RESET)
def forgot_password() -> ResponseReturnValue:
    """Ask for a link to choose a new password. The answer is the same for every address."""
    form = EmailForm()
    if form.validate_on_submit():
        try:
            email = key(form.email.data)
        except BadAddress as problem:
            problem.field = "email"
            form.add_problem(problem)
        else:
            with writing() as db:
                services.request_reset(db, email, now=clock.now())
            return redirect(url_for("accounts.reset_sent"))
    return render_template("accounts/forgot.html", form=form)


@accounts.get("/reset-sent")
def reset_sent() -> ResponseReturnValue:
    """What happens next, whether or not there is such an account."""
    hours = int(OPEN_FOR[Door.RESET].total_seconds() // 3600)
    return render_template("accounts/reset_sent.html", hours=hours)


@accounts.route("/reset/<token>", methods=BOTH)
@limited(*LINK)
def reset_password(token: str) -> ResponseReturnValue:
    """Choose a new password by the link in the mail."""
    return _choose_password(Door.RESET, token)


@accounts.route("/welcome/<token>", methods=BOTH)
@limited(*LINK)
def welcome(token: str) -> ResponseReturnValue:
    """Choose the first password by the link in the invitation."""
    return _choose_password(Door.INVITATION, token)


def _choose_password(door: Door, token: str) -> ResponseReturnValue:
    user = _behind(door, token)
    if user is None:
        return render_template("accounts/link_spent.html"), HTTPStatus.GONE
    form = NewPasswordForm()
    if form.validate_on_submit() and form.accepts(user.email):
        actor, uniquifier = Actor("user", user.id, user.called), user.fs_uniquifier
        new_hash = passwords.hashed(form.password.data)
        with writing() as db:
            services.set_password(db, user.id, uniquifier, new_hash, actor, now=clock.now())
        flash(_("The new password is set. Sign in with it."), "ok")
        return redirect(url_for("accounts.login"))
    return render_template("accounts/choose_password.html", form=form, user=user, door=door.value)


def _behind(door: Door, token: str) -> User | None:
    """Whose link this is; None for one that opens nothing."""
    uniquifier = uniquifier_of(site(), door, token)
    user = queries.find_by_uniquifier(reading(), uniquifier) if uniquifier else None
    return user if user is not None and user.active else None
