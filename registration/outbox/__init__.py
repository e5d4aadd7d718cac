"""The outbox: every e-mail of the program.

Owns OutgoingEmail and its states (waiting → sending → sent | failed | dropped; a sent mail that comes back has failed).
Packages above enqueue in the transaction of the fact that the mail tells of, and register a renderer for each kind in
registration.wiring; the worker renders, freezes and delivers. Nobody else speaks SMTP.
"""

from flask import Flask
from flask_mail import Mail


def configure(app: Flask, mail: Mail) -> None:
    """Set up Flask-Mail from the settings, and have the worker told of mails that were committed."""
    from registration.outbox import kicks, transport

    transport.configure(app, app.extensions["zapisy.settings"])
    kicks.configure(app)


def kick() -> None:
    """Ask the worker to look at the outbox now. Lossy: a sweep comes every minute anyway."""
    from registration.outbox import kicks

    kicks.kick()


def register_tasks() -> None:
    """Give the worker the delivery and its sweep."""
    from registration.outbox import tasks

    tasks.register()


def register_commands(app: Flask) -> None:
    """Add the `flask outbox` commands."""
    from registration.outbox.cli import outbox

    app.cli.add_command(outbox)
