"""What invites must ask of the packages above. They register in registration.wiring."""

from collections.abc import Callable, Collection, Mapping

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


Registrations = Callable[[orm.Session, Collection[int]], Mapping[int, int]]
"""Invitees' ids to the registrations whose pages the desk has; those who do not take part are left out."""

registrations_of: list[Registrations] = []


def registrations(invitees: Collection[int], db: orm.Session) -> dict[int, int]:
    """The registrations of those invitees that have one."""
    return {who: number for ask in registrations_of if invitees for who, number in ask(db, invitees).items()}


InviteeByLink = Callable[[orm.Session, Site, str], Invitee | None]
"""(db, site, token): whose personal link it is, or None."""

invitees_by_link: list[InviteeByLink] = []


def invitee_by_link(db: orm.Session, site: Site, token: str) -> Invitee | None:
    """Whose personal link it is."""
    return next((found for ask in invitees_by_link if (found := ask(db, site, token))), None)
