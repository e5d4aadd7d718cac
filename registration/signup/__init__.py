"""Sign-up: submissions, registrations, seats, consents, personal links.

Owns SignUp, Registration (states: `states.py`), Clause and Consent. `seats.take` is the only way to a seat.
Called by its own views, mailings, attendance and forum; calls invites, trainings and below.
"""

from datetime import datetime

from sqlalchemy import orm


def register_mails() -> None:
    """Register the renderers of this package's mails."""
    from registration.outbox.email import preparers, renderers
    from registration.signup.renderers import RENDERERS, prepare_confirmations
    from registration.signup.services.letters import CONFIRMATION

    renderers.update(RENDERERS)
    preparers[CONFIRMATION] = prepare_confirmations


def register_tasks() -> None:
    """Give the worker this package's tasks."""
    from registration.signup import tasks

    tasks.register()


def register_hooks() -> None:
    """Give calendar entries their personal link, answers that wait their people's pages, the event's desk page its
    figures, a published event's owner the texts that the form shows, mails to speakers and staff theirs, and the
    audit trail its words."""
    from registration.accounts import history
    from registration.invites import hooks
    from registration.signup.panels import tiles
    from registration.signup.queries.listing import registrations_of
    from registration.signup.renderers import invitee_of_link, link_of_invitee
    from registration.signup.services.clauses import told_to_hosts
    from registration.signup.words import ACTIONS, NAMES, WORDS
    from registration.trainings import desk_panels
    from registration.trainings import hooks as trainings_hooks

    history.describe(ACTIONS, NAMES, WORDS)
    if link_of_invitee not in hooks.manage_links:
        hooks.manage_links.append(link_of_invitee)
    if told_to_hosts not in hooks.host_clauses:
        hooks.host_clauses.append(told_to_hosts)
    if invitee_of_link not in hooks.invitees_by_link:
        hooks.invitees_by_link.append(invitee_of_link)
    if registrations_of not in hooks.registrations_of:
        hooks.registrations_of.append(registrations_of)
    if _programme_changed not in trainings_hooks.programme_changed:
        trainings_hooks.programme_changed.append(_programme_changed)
    if tiles not in desk_panels.panels:
        desk_panels.panels.append(tiles)


def _programme_changed(db: orm.Session, event_id: int, now: datetime) -> None:
    from registration.signup.services.clauses import prepare_event

    prepare_event(db, event_id, now)
