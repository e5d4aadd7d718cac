"""Mailings: organisers' e-mail to many (invitations first; reminders and notices follow).

Owns Mailing (draft → sending → sent), Recipient (included | taken out, with the reason) and OptOut. A mailing
is sent in one commit: one row of the outbox for each recipient, rendered when its turn comes; nobody who has
signed up or opted out by then gets it. Called by its own views; calls signup and below.
"""


def register_mails() -> None:
    """Register the renderers of this package's mails."""
    from registration.mailings.emails import render_invitation
    from registration.mailings.services import INVITATION
    from registration.outbox.email import renderers

    renderers[INVITATION] = render_invitation


def register_tasks() -> None:
    """Give the worker this package's tasks."""
    from registration.mailings import tasks

    tasks.register()


def register_hooks() -> None:
    """Tell the sign-up form who was invited, the event's desk page how many, the audit trail its words."""
    from registration.accounts import history
    from registration.mailings.audit_words import ACTIONS, NAMES, WORDS
    from registration.mailings.panels import tiles
    from registration.mailings.prefill import prefill
    from registration.signup.hooks import prefill_sources
    from registration.trainings.desk_panels import panels

    history.describe(ACTIONS, NAMES, WORDS)
    if prefill not in prefill_sources:
        prefill_sources.append(prefill)
    if tiles not in panels:
        panels.append(tiles)
