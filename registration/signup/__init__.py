"""Sign-up: submissions, registrations, seats, consents, personal links.

Owns SignUp, Registration (states: `states.py`), Clause and Consent. `seats.take` is the only way to a seat.
Called by its own views, mailings, attendance and forum; calls invites, trainings and below.
"""


def register_mails() -> None:
    """Register the renderers of this package's mails."""


def register_hooks() -> None:
    """React to lower packages."""
