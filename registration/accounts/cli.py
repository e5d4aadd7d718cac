"""`flask accounts …`: what must be possible without signing in."""

from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _

from registration.accounts import passwords, queries, services
from registration.accounts.audit import PROGRAM
from registration.accounts.first_run import first_run_code
from registration.accounts.links import Door, link
from registration.accounts.models import RoleName, User
from registration.accounts.permissions import Scope
from registration.core import clock
from registration.core.errors import DomainError
from registration.core.mail_address import key
from registration.web.site import site
from registration.web.terminal import Commands, Refusal, refused
from registration.web.writing import reading, writing

accounts = Commands("accounts", help="Accounts of organisers and administrators.")


@accounts.command("create-administrator")
@click.argument("email")
@click.option("--name", default="", help="First and last name, for the history of changes.")
@click.option("--generate", is_flag=True, help="Make a random password instead of asking for one.")
def create_administrator(email: str, name: str, generate: bool) -> None:
    """Make EMAIL an administrator; an account is created where there is none."""
    password = None
    if _find(email) is None:
        password = passwords.new_password() if generate else _asked()
    try:
        _make_administrator(services.NewPerson(email, name), password)
    except DomainError as problem:
        raise refused(problem) from problem
    if password is not None and generate:
        click.echo(_("Password (shown this once): %(password)s", password=password))
    click.echo(_("%(email)s is an administrator.", email=key(email)))


@accounts.command("reset-password")
@click.argument("email")
def reset_password(email: str) -> None:
    """Print a link with which the owner of EMAIL chooses a new password."""
    user = _find(email)
    if user is None or not user.active:
        raise Refusal(_("No open account has the address %(email)s.", email=email))
    click.echo(link(site(), Door.RESET, user.fs_uniquifier))


@accounts.command("first-run-code")
def print_first_run_code() -> None:
    """Print a new one-time code for the first run, while nobody has an account."""
    code = first_run_code(Path(current_app.instance_path))
    if code is None:
        raise Refusal(_("There is an account already; see create-administrator"))
    click.echo(
        _("%(address)s, one-time code: %(code)s", address=site().address("/account/first-run"), code=code)
    )


def _find(email: str) -> User | None:
    try:
        return queries.find_by_email(reading(), key(email))
    except DomainError as problem:
        raise refused(problem) from problem


def _asked() -> str:
    """A password typed twice."""
    password: str = click.prompt(_("Password"), hide_input=True)
    while password != click.prompt(_("The same password once more"), hide_input=True):
        click.echo(_("The two are not the same."), err=True)
        password = click.prompt(_("Password"), hide_input=True)
    try:
        passwords.check(password)
    except DomainError as problem:
        raise refused(problem) from problem
    return password


def _make_administrator(person: services.NewPerson, password: str | None) -> None:
    """In one transaction; a password means a new account."""
    password_hash = passwords.hashed(password) if password is not None else None
    now = clock.now()
    with writing() as db:
        user = queries.find_by_email(db, key(person.email))
        if user is None:
            user = services.create(db, person, password_hash, PROGRAM, now=now)
        if not any(held.role is RoleName.ADMINISTRATOR for held in user.grants):
            services.grant(db, user.id, RoleName.ADMINISTRATOR, (Scope.SITE, 0), PROGRAM, now=now)
