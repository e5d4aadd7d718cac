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
