"""Sign-up: submissions, registrations, seats, consents, personal links.

Owns SignUp, Registration (states: `states.py`), Clause and Consent. `seats.take` is the only way to a seat.
Called by its own views, mailings, attendance and forum; calls invites, trainings and below.
"""


def register_mails() -> None:
    """Register the renderers of this package's mails."""
    from registration.outbox.email import renderers
    from registration.signup.renderers import RENDERERS

    renderers.update(RENDERERS)


def register_hooks() -> None:
    """Give calendar entries their personal link, and the event's desk page its figures."""
    from registration.invites import hooks
    from registration.signup.panels import tiles
    from registration.signup.renderers import invitee_of_link, link_of_invitee
    from registration.trainings import desk_panels

    if link_of_invitee not in hooks.manage_links:
        hooks.manage_links.append(link_of_invitee)
    if invitee_of_link not in hooks.invitees_by_link:
        hooks.invitees_by_link.append(invitee_of_link)
    if tiles not in desk_panels.panels:
        desk_panels.panels.append(tiles)
