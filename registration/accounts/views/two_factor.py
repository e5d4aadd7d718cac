"""The second factor: a code from an authenticator. Each page asks again for a password typed long ago.

The new key lives, encrypted, in the session until the first code proves that the authenticator has it; it is
in no address, so it is in no log.
"""

import io

import segno
from flask import Response, abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import auth_required

from registration.accounts import services
from registration.accounts.forms import CodeForm
from registration.accounts.guards import current_actor, current_user
from registration.accounts.passwords import new_code
from registration.accounts.security import FRESH, house, recovery_hash
from registration.accounts.services import credentials
from registration.accounts.views.blueprint import CODE, accounts, limited
from registration.core import clock
from registration.web.forms import BaseForm
from registration.web.writing import writing

KEY = "new_two_factor_key"
RECOVERY_CODES = 8

fresh = auth_required("session", within=lambda: FRESH, grace=lambda: FRESH)


@accounts.get("/two-factor")
@fresh
def two_factor() -> ResponseReturnValue:
    """Whether a code is asked for, and what can be done about it."""
    return render_template("accounts/two_factor.html", user=current_user())


@accounts.post("/two-factor/start")
@fresh
def start_two_factor() -> ResponseReturnValue:
    """Make a new key for the authenticator; nothing changes until its first code is typed."""
    session[KEY] = house().totp_factory.generate_totp_secret()
    return redirect(url_for("accounts.two_factor_setup"))


@accounts.route("/two-factor/set-up", methods=["GET", "POST"])
@fresh
@limited(*CODE)
def two_factor_setup() -> ResponseReturnValue:
    """Show the key as a picture and as text; take the first code."""
    if KEY not in session:
        return redirect(url_for("accounts.two_factor"))
    form, user = CodeForm(), current_user()
    form.user, form.is_setup = user, True
    form.primary_method, form.tf_totp_secret = credentials.AUTHENTICATOR, session[KEY]
    if form.validate_on_submit():
        codes = _new_codes()
        with writing() as db:
            services.switch_two_factor_on(
                db, user.id, session[KEY], _hashes(codes), current_actor(), now=clock.now()
            )
        session.pop(KEY)
        return render_template("accounts/recovery_codes.html", codes=codes, switched_on=True)
    key = house().totp_factory.get_totp_pretty_key(session[KEY])
    return render_template("accounts/two_factor_setup.html", form=form, key=key)


@accounts.get("/two-factor/picture.svg")
@fresh
def two_factor_picture() -> ResponseReturnValue:
    """The key as a QR code for the authenticator's camera, at an address of its own: the page takes no data: URI."""
    if KEY not in session:
        abort(404)
    uri = house().totp_factory.get_totp_uri(current_user().email, session[KEY])
    drawn = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(drawn, kind="svg", scale=6, border=4, light="#fff")
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@accounts.route("/two-factor/off", methods=["GET", "POST"])
@fresh
def two_factor_off() -> ResponseReturnValue:
    """Ask for the password only, after a page that says what this means."""
    if not current_user().has_two_factor:
        return redirect(url_for("accounts.two_factor"))
    form = BaseForm()
    if form.validate_on_submit():
        with writing() as db:
            services.switch_two_factor_off(db, current_user().id, current_actor(), now=clock.now())
        flash(_("Two-factor sign-in is switched off."), "ok")
        return redirect(url_for("accounts.two_factor"))
    return render_template("accounts/two_factor_off.html", form=form)


@accounts.post("/two-factor/recovery-codes")
@fresh
def new_recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes and show them, this once."""
    if not current_user().has_two_factor:
        return redirect(url_for("accounts.two_factor"))
    codes = _new_codes()
    with writing() as db:
        services.replace_recovery_codes(
            db, current_user().id, _hashes(codes), current_actor(), now=clock.now()
        )
    return render_template("accounts/recovery_codes.html", codes=codes, switched_on=False)


def _new_codes() -> list[str]:
    return [new_code() for _number in range(RECOVERY_CODES)]


def _hashes(codes: list[str]) -> list[str]:
    return [recovery_hash(code) for code in codes]
