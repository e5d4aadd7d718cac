"""The installation as the rest of the program sees it, made once per application."""

from flask import current_app

from registration.config import Settings
from registration.core.site import Site


def settings() -> Settings:
    """The settings with which the running application was made."""
    found: Settings = current_app.extensions["zapisy.settings"]
    return found


def site() -> Site:
    """Name, public address, sender and key of the installation."""
    found: Site = current_app.extensions["zapisy.site"]
    return found


def make_site(chosen: Settings, key: str) -> Site:
    """The value that e-mails and calendars are written with."""
    return Site(
        name=chosen.site_name,
        base_url=chosen.base_url,
        key=key.encode(),
        sender=chosen.mail_sender,
        contact_email=chosen.contact_email,
        hold_minutes=chosen.hold_minutes,
    )
