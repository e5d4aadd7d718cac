"""Desk: the organiser's overview. Reads across the other packages, owns nothing but the demo's loading."""

from flask import Flask


def register_places() -> None:
    """Tell accounts for which organisations, events and forums roles can be given."""
    from registration.accounts.permissions import Scope
    from registration.accounts.places import listers
    from registration.desk import places

    listers[Scope.ORGANISATION] = places.organisations
    listers[Scope.EVENT] = places.events
    listers[Scope.FORUM] = places.forums


def register_commands(app: Flask) -> None:
    """Add the `flask demo` command."""
    from registration.desk.demo.cli import register

    register(app)


def register_mails() -> None:
    """Register the renderer of the mail that tells organisers what was not delivered."""
    from registration.desk.outbox import digest
    from registration.outbox.email import renderers

    renderers[digest.KIND] = digest.render


def register_tasks() -> None:
    """Let the worker tell organisers of what was not delivered."""
    from registration import jobs
    from registration.core import clock
    from registration.desk.outbox import digest
    from registration.web.writing import writing

    def tell() -> None:
        with writing() as db:
            digest.tell_organisers(db, now=clock.now())

    jobs.periodic("desk.undelivered", minutes=10)(tell)
