"""Trainings and other events: days, sessions, venues, speakers; programme editor and public catalogue.

Owns Event (draft → published → cancelled | archived), EventDay, EventSession, Venue and Speaker. Tells of
every change through `hooks.programme_changed`, in the changing transaction. Called by invites, signup and
above.
"""


def register_hooks() -> None:
    """Give the audit trail the words for what happens to events and venues; show events on the pages of their
    projects."""
    from registration.accounts import history
    from registration.partners import hooks as partners
    from registration.trainings import panels
    from registration.trainings.audit_words import ACTIONS, NAMES, WORDS

    history.describe(ACTIONS, NAMES, WORDS)
    if panels.coming not in partners.project_panels:
        partners.project_panels += [panels.coming, panels.past]
        partners.project_uses.append(panels.titles)
