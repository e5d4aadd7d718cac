"""The first run: a page that exists only while nobody has an account."""

from pathlib import Path

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts import passwords, queries, services
from registration.accounts.errors import WrongFirstRunCode
from registration.accounts.first_run import forget, is_first_run_code
from registration.accounts.forms import FirstRunForm
from registration.accounts.views.blueprint import FIRST_RUN, accounts, limited
from registration.core import clock
from registration.core.errors import DomainError
from registration.web.language import language
from registration.web.writing import reading, writing


@accounts.route("/first-run", methods=["GET", "POST"])
@limited(*FIRST_RUN)
def first_run() -> ResponseReturnValue:
    """Make the first administrator with the code that the server printed."""
    if not queries.nobody_yet(reading()):
        abort(404)
    form = FirstRunForm()
    if form.validate_on_submit() and form.accepts(form.email.data) and _make(form):
        flash(_("The account is ready. Sign in with your e-mail address and password."), "ok")
        return redirect(url_for("accounts.login"))
    return render_template("accounts/first_run.html", form=form)


def _make(form: FirstRunForm) -> bool:
    """Whether the administrator was made; else the form says why not."""
    instance = Path(current_app.instance_path)
    try:
        if not is_first_run_code(instance, form.code.data):
            raise WrongFirstRunCode
        password_hash = passwords.hashed(form.password.data)
        with writing() as db:
            services.create_first(db, form.to_person(language()), password_hash, now=clock.now())
    except DomainError as problem:
        form.add_problem(problem)
        return False
    forget(instance)
    return True
