"""Trainings and other events: days, sessions, venues, speakers; programme editor and public catalogue.

Owns Event (draft → published → cancelled | archived), EventDay, EventSession, Venue and Speaker. Tells of
every change through `hooks.programme_changed`, in the changing transaction. Called by invites, signup and
above.
"""

from flask import Flask


def register_commands(app: Flask) -> None:
    """Add the `flask trainings` commands."""
