"""Mailings: organisers' e-mail to many (invitations first; reminders and notices follow).

Owns Mailing, Recipient and OptOut. Called by its own views; calls signup and below.
"""


def register_mails() -> None:
    """Register the renderers of this package's mails."""


def register_tasks() -> None:
    """Give the worker this package's tasks."""


def register_hooks() -> None:
    """React to lower packages."""
