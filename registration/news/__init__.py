"""News: short reports on an event, a signing, a meeting or a decision, with described photographs; their Atom feed.

Owns NewsItem (draft → published → withdrawn), Photograph and SeenPerson. Naming somebody in a photograph makes nobody
a party, contact or signatory. Stands beside mailings, above forum, trainings and partners, whose pages show it by
hooks; called by the desk and the demo.
"""


def register_hooks() -> None:
    """Show news on the pages of what they are about; give the audit trail its words."""
    from registration.accounts import history
    from registration.news import words
    from registration.news.panels import about_event, about_partnership, about_project
    from registration.partners import hooks as partners
    from registration.trainings import hooks

    history.describe(words.ACTIONS, words.NAMES, words.WORDS)
    if about_event not in hooks.page_panels:
        hooks.page_panels.append(about_event)
        partners.partnership_panels.append(about_partnership)
        partners.project_panels.append(about_project)
