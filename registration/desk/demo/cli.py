"""`flask demo load`: the demo, into an empty database."""

import click
from flask import Flask, current_app

from registration.core.errors import DomainError
from registration.core.language import N_, Sentence
from registration.desk.demo import sign_in
from registration.desk.demo.loading import Outcome, load_if_empty
from registration.web.language import say
from registration.web.site import settings
from registration.web.terminal import Commands, refused

demo = Commands("demo", help="The demo with the founding record and made-up events.")


@demo.command("load")
def load() -> None:
    """Load the demo when DEMO=1 and the database is empty; otherwise say why nothing was done."""
    try:
        outcome = load_if_empty(current_app._get_current_object())  # type: ignore[attr-defined]
    except DomainError as problem:
        raise refused(problem) from problem
    click.echo(_told(outcome))


_TOLD = {
    Outcome.NOT_WANTED: N_("The demo was not loaded: set DEMO=1 for it."),
    Outcome.NOT_EMPTY: N_("The demo was not loaded: the database is not empty."),
    Outcome.LOADED: N_("The demo is loaded. Its organiser’s address and password stand in %(file)s."),
}


def _told(outcome: Outcome) -> str:
    return say(Sentence(_TOLD[outcome], {"file": str(settings().instance / sign_in.FILE)}))


def register(app: Flask) -> None:
    """Add the commands to the application."""
    app.cli.add_command(demo)
