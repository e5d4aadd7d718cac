"""Accounts: organisers' sign-in, roles, two-factor, and the audit trail.

Owns User, Role (Flask-Security's view of a grant), RoleGrant and AuditLine. Participants have no accounts.
`guards.require` stands at the head of every page of the desk, `permissions.may` decides;
`audit.record` is called by every service that changes something, in the same transaction.
"""

from flask import Flask


def configure(app: Flask) -> None:
    """Set up Flask-Security, roles and guards."""
    from registration.accounts.guards import guard
    from registration.accounts.security import configure_security

    configure_security(app)
    guard(app)


def register_commands(app: Flask) -> None:
    """Add the `flask accounts` commands."""
