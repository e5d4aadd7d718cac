"""What invites must ask of the packages above. They register in registration.wiring."""

from collections.abc import Callable, Collection, Mapping

from sqlalchemy import orm

from registration.core.site import Site
from registration.invites.models import Invitee
from registration.partners.models import Organisation

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


HostClause = Callable[[orm.Session, Organisation, str], str]
"""What an organisation tells speakers and staff about their data (GDPR, art. 14), in a language."""

host_clauses: list[HostClause] = []


def host_clause(db: orm.Session, owner: Organisation, language: str) -> str:
    """The text for the first mail to a speaker or to staff."""
    return next((text for ask in host_clauses if (text := ask(db, owner, language))), "")


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
