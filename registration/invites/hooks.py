"""What invites must ask of the packages above. They register in registration.wiring."""

from collections.abc import Callable

from sqlalchemy import orm

from registration.core.site import Site
from registration.invites.models import Invitee

ManageLink = Callable[[orm.Session, Invitee, Site], str | None]
"""The invitee's personal link, or None from a package that does not know the person."""

manage_links: list[ManageLink] = []


def manage_link(db: orm.Session, invitee: Invitee, site: Site) -> str:
    """The link by which the person manages what they signed up for; empty when there is none."""
    for ask in manage_links:
        link = ask(db, invitee, site)
        if link:
            return link
    return ""


InviteeByLink = Callable[[orm.Session, Site, str], Invitee | None]
"""(db, site, token): whose personal link it is, or None."""

invitees_by_link: list[InviteeByLink] = []


def invitee_by_link(db: orm.Session, site: Site, token: str) -> Invitee | None:
    """Whose personal link it is."""
    return next((found for ask in invitees_by_link if (found := ask(db, site, token))), None)
