"""Mailings: organisers' e-mail to many (invitations first; reminders and notices follow).

Owns Mailing (draft → sending → sent), Recipient (included | taken out, with the reason), OptOut and
NextDateRequest (asked → confirmed → told → ended: to be told once of a training's next date). A mailing is sent
in one commit: one row of the outbox for each recipient, rendered when its turn comes; nobody who has signed up or
opted out by then gets it. Called by its own views; calls signup and below.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import orm


def register_mails() -> None:
    """Register the renderers of this package's mails."""
    from registration.mailings.renderers import RENDERERS
    from registration.outbox.email import renderers

    renderers.update(RENDERERS)


def register_tasks() -> None:
    """Give the worker this package's tasks."""
    from registration.mailings import tasks

    tasks.register()


def register_hooks() -> None:
    """Tell the sign-up form who was invited, the event's desk page how many, the audit trail its words; tell those
    who wait for a next date when one is published."""
    from registration.accounts import history
    from registration.mailings.audit_words import ACTIONS, NAMES, WORDS
    from registration.mailings.panels import tiles
    from registration.mailings.prefill import prefill, prefill_waiting
    from registration.signup.hooks import prefill_sources
    from registration.trainings import hooks
    from registration.trainings.desk_panels import panels

    history.describe(ACTIONS, NAMES, WORDS)
    prefill_sources.extend(one for one in (prefill, prefill_waiting) if one not in prefill_sources)
    if tiles not in panels:
        panels.append(tiles)
    if _edition_announced not in hooks.edition_announced:
        hooks.edition_announced.append(_edition_announced)
        hooks.people_waiting.append(_count_to_tell)


def _edition_announced(db: orm.Session, event_id: int, others: Sequence[int], now: datetime) -> None:
    from registration.mailings.services import tell_waiting
    from registration.web.site import site

    tell_waiting(db, event_id, others, now, minutes=site().hold_minutes)


def _count_to_tell(db: orm.Session, event_id: int) -> int:
    from registration.mailings.queries import count_to_tell

    return count_to_tell(db, event_id)
