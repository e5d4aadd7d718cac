"""`flask worker` and `flask serve`."""

import click
from flask import current_app
from flask.cli import with_appcontext

from registration.web.site import settings


@click.command()
@click.option("--threads", default=3, show_default=True, help="Tasks at once, and SMTP connections at most.")
@with_appcontext
def worker(threads: int) -> None:
    """Run the tasks: mail, reminders, sweeps. Stops cleanly on Ctrl-C."""
    from registration.jobs.worker import work

    work(current_app.extensions["zapisy.jobs"], threads)


@click.command()
@with_appcontext
def serve() -> None:
    """Run the site: the server and the worker together, until Ctrl-C."""
    from registration.jobs import serving

    raise SystemExit(serving.serve(settings()))
