"""Partners: organisations (contacts, projects and partnerships follow).

Owns Organisation with its former names and e-mail domains. The administrator adds institutions, the register of local
governments brings 2,807 at once; few of them run events. An institution ends, it is never deleted. Called by
everything that belongs to an organisation or names one; calls accounts and below.
"""

from flask import Flask


def register_commands(app: Flask) -> None:
    """Add `flask partners`."""
    from registration.partners.cli import partners

    app.cli.add_command(partners)


def register_tasks() -> None:
    """Register what the worker does: files of contacts."""
    from registration.partners import tasks

    tasks.register()


def register_hooks() -> None:
    """Give the audit trail the words for what happens to organisations and contacts."""
    from registration.accounts import history
    from registration.partners.words import contact, organisation

    for words in (organisation, contact):
        history.describe(words.ACTIONS, words.NAMES, words.WORDS)
