"""`flask accounts …`: what must be possible without signing in."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from registration.accounts import passwords, queries, services
from registration.accounts.audit import PROGRAM
from registration.accounts.first_run import first_run_code
from registration.accounts.links import Door, link
from registration.accounts.models import RoleName, User
from registration.accounts.permissions import Scope
from registration.core import clock
from registration.core.errors import DomainError
from registration.core.mail_address import key
from registration.web.language import say
from registration.web.site import site
from registration.web.writing import reading, writing

accounts = AppGroup("accounts", help="Accounts of organisers and administrators.")


@accounts.command("create-administrator")
@click.argument("email")
@click.option("--name", default="", help="First and last name, for the history of changes.")
@click.option("--generate", is_flag=True, help="Make a random password instead of asking for one.")
def create_administrator(email: str, name: str, generate: bool) -> None:
    """Make EMAIL an administrator; an account is created where there is none."""
    known = _find(email)
    if known is None:
        password = passwords.new_password() if generate else _asked()
        known = _created(email, name, password)
        click.echo(f"Account created: {known.email}")
        if generate:
            click.echo(f"Password (shown this once): {password}")
    _make_administrator(known)
    click.echo(f"{known.email} is an administrator.")


@accounts.command("reset-password")
@click.argument("email")
def reset_password(email: str) -> None:
    """Print a link with which the owner of EMAIL chooses a new password."""
    user = _find(email)
    if user is None or not user.active:
        raise click.ClickException(f"No open account has the address {email}")
    click.echo(link(site(), Door.RESET, user.fs_uniquifier))


@accounts.command("first-run-code")
def print_first_run_code() -> None:
    """Print a new one-time code for the first run, while nobody has an account."""
    code = first_run_code(Path(current_app.instance_path))
    if code is None:
        raise click.ClickException("There is an account already; see create-administrator")
    click.echo(f"{site().address('/account/first-run')} — one-time code: {code}")


def _find(email: str) -> User | None:
    try:
        return queries.find_by_email(reading(), key(email))
    except DomainError as problem:
        raise _refused(problem) from problem


def _asked() -> str:
    """A password typed twice."""
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        passwords.check(password)
    except DomainError as problem:
        raise _refused(problem) from problem
    return password


def _created(email: str, name: str, password: str) -> User:
    password_hash = passwords.hashed(password)
    with writing() as db:
        person = services.NewPerson(email, name)
        return services.create(db, person, password_hash, PROGRAM, now=clock.now())


def _make_administrator(user: User) -> None:
    if any(held.role is RoleName.ADMINISTRATOR for held in user.grants):
        return
    try:
        with writing() as db:
            services.grant(db, user.id, RoleName.ADMINISTRATOR, (Scope.SITE, 0), PROGRAM, now=clock.now())
    except DomainError as problem:
        raise _refused(problem) from problem


def _refused(problem: DomainError) -> click.ClickException:
    with force_locale("en"):
        return click.ClickException(say(problem.told))
