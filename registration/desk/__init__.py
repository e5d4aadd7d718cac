"""Desk: the organiser's overview. Reads across the other packages, owns nothing but the demo's loading."""

from flask import Flask


def register_commands(app: Flask) -> None:
    """Add the `flask demo` command."""
    from registration.desk.demo.cli import register

    register(app)
