"""Partners: organisations (contacts, projects and partnerships follow).

Owns Organisation; the administrator adds those that run events. Called by everything that belongs to an
organisation or names one; calls accounts and below.
"""


def register_hooks() -> None:
    """Give the audit trail the words for what happens to organisations."""
    from registration.accounts import history
    from registration.partners.words import ACTIONS, NAMES, WORDS

    history.describe(ACTIONS, NAMES, WORDS)
