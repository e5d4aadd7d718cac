"""What our commands print: Polish, or English where the terminal speaks English. One place for all of them.

The terminal's language is what POSIX says: LANGUAGE before LC_ALL before LC_MESSAGES before LANG. The texts of `--help`
and what developers alone use (`flask catalogue`) stay in English.
"""

import os
from collections.abc import Callable, Mapping
from functools import wraps
from typing import IO, Any

import click
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError, ProgrammingError

from registration.core.errors import DomainError
from registration.web.language import say

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def terminal_language(environ: Mapping[str, str] = os.environ) -> str:
    """ "en" where the first of the variables that is set says so, else "pl"."""
    chosen = next((environ[name] for name in VARIABLES if environ.get(name)), "")
    return "en" if chosen.lower().startswith("en") else "pl"


def in_its_language(act: Callable[..., Any]) -> Callable[..., Any]:
    """For a command: inside the application's context everything it says is in the terminal's language; a database
    that cannot be used is told in a sentence."""

    @wraps(act)
    def speaking(*given: Any, **named: Any) -> Any:
        with force_locale(terminal_language()):
            try:
                return act(*given, **named)
            except (OperationalError, ProgrammingError) as problem:
                why = str(problem.orig).strip().partition("\n")[0]
                told = _(
                    "The database cannot be used (%(why)s). What helps is said by: flask doctor", why=why
                )
                raise Refusal(told) from problem

    return speaking


class Commands(AppGroup):
    """A group of our commands."""

    def command(  # type: ignore[override]
        self, *args: Any, **kwargs: Any
    ) -> Callable[[Callable[..., Any]], click.Command]:
        """As Flask's, and in the terminal's language."""
        add = super().command(*args, **kwargs)
        return lambda act: add(in_its_language(act))


class Refusal(click.ClickException):
    """What a command says when it does not do what was asked; click's own would begin in English."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.told = _("Error: %(what)s", what=message)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it; the application's context is gone by now."""
        click.echo(self.told, file=file, err=file is None)


class Unclear(Refusal):
    """The command line itself leaves open what is meant."""

    exit_code = 2


def refused(problem: DomainError) -> Refusal:
    """A service's no, as a sentence."""
    return Refusal(say(problem.told))
