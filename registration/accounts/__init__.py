"""Accounts: organisers' sign-in, roles, two-factor, and the audit trail.

Owns User, Role (Flask-Security's view of a grant), RoleGrant and AuditLine. Participants have no accounts.
`guards.require` stands at the head of every page of the desk, `permissions.may` decides;
`audit.record` is called by every service that changes something, in the same transaction, and
`history.describe` gives its actions their words.
"""

from flask import Flask

from registration.core.language import N_


def configure(app: Flask) -> None:
    """Set up Flask-Security, roles and guards, the mails of accounts and the words of their history."""
    from registration.accounts import emails, history
    from registration.accounts.busy import answer_when_busy
    from registration.accounts.guards import guard
    from registration.accounts.security import configure_security

    configure_security(app)
    guard(app)
    answer_when_busy(app)
    emails.register()
    history.describe(ACTIONS, NAMES, WORDS)
    app.jinja_env.globals["told"] = history.told


def register_commands(app: Flask) -> None:
    """Add the `flask accounts` commands."""
    from registration.accounts.cli import accounts

    app.cli.add_command(accounts)


ACTIONS = {
    "account.created": N_("Account created"),
    "account.invited": N_("Invitation sent again"),
    "account.changed": N_("Account changed"),
    "account.closed": N_("Account closed"),
    "account.reopened": N_("Account opened again"),
    "account.password_set": N_("First password chosen"),
    "account.password_changed": N_("Password changed"),
    "account.two_factor_on": N_("Two-factor sign-in switched on"),
    "account.two_factor_off": N_("Two-factor sign-in switched off"),
    "account.recovery_codes_made": N_("New recovery codes made"),
    "account.recovery_code_used": N_("Signed in with a recovery code"),
    "role.granted": N_("Role given"),
    "role.revoked": N_("Role taken away"),
}
NAMES = {
    "email": N_("E-mail address"),
    "name": N_("First and last name"),
    "language": N_("Language"),
    "role": N_("Role"),
    "place": N_("What the role is for"),
}
WORDS = {
    "language": {"pl": N_("Polish"), "en": N_("English")},
    "role": {
        "administrator": N_("administrator"),
        "organiser": N_("organiser"),
        "coordinator": N_("coordinator of an event"),
        "secretary": N_("secretary of a forum"),
        "door staff": N_("door staff of an event"),
    },
    "place": {"site:0": N_("the whole site")},
}
