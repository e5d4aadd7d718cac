"""Partners: organisations, contacts, projects, partnerships.

Owns Organisation with its former names and e-mail domains, Contact with its lists, Project with its institutions and
funding, Partnership with its parts. The administrator adds institutions, the register of local governments brings
2,807 at once; few of them run events. An institution ends, it is never deleted. Called by everything that belongs to
an organisation or names one; calls files, accounts and below.
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
    """Give the audit trail the words for what happens to organisations, contacts, projects and partnerships."""
    from registration.accounts import history
    from registration.partners import hooks, panels
    from registration.partners.words import contact, organisation, partnership, project

    for words in (organisation, contact, partnership, project):
        history.describe(words.ACTIONS, words.NAMES, words.WORDS)
    if panels.of_project not in hooks.project_panels:
        hooks.project_panels.append(panels.of_project)
        hooks.partnership_panels.append(panels.of_partnership)
        hooks.project_uses.append(panels.names)
