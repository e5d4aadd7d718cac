"""`flask worker` and `flask serve`."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from registration.jobs.running import ProgramRuns, running
from registration.web.site import settings
from registration.web.terminal import Refusal, in_its_language


@click.command()
@click.option("--threads", default=3, show_default=True, help="Tasks at once, and SMTP connections at most.")
@with_appcontext
@in_its_language
def worker(threads: int) -> None:
    """Run the tasks: mail, reminders, sweeps. Stops cleanly on Ctrl-C."""
    from registration.jobs.worker import work

    with held():
        work(current_app.extensions["zapisy.jobs"], threads)


@click.command()
@with_appcontext
@in_its_language
def serve() -> None:
    """Run the site: the server and the worker together, until Ctrl-C."""
    from registration.jobs import serving

    with held():
        code = serving.serve(settings())
    raise SystemExit(code)


@contextmanager
def held() -> Iterator[None]:
    """Hold the lock of the running program; says why where a restore is under way."""
    try:
        with running(settings().instance):
            yield
    except ProgramRuns as problem:
        raise Refusal(_("A backup is being restored. Start again when it is done.")) from problem
