"""Loading what a page of contacts is about, for those who keep it."""

from datetime import date

from registration.accounts.audit import history
from registration.accounts.guards import require, require_somewhere
from registration.accounts.models import AuditLine
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.core.dates.zones import in_zone
from registration.partners import queries
from registration.partners.errors.contact import NoSuchContact, NoSuchList
from registration.partners.models import Contact, ContactList, Organisation
from registration.partners.queries import contact as contacts
from registration.web.site import settings
from registration.web.writing import reading

BIGGEST = 2**63


def today() -> date:
    """The day in the site's zone."""
    return in_zone(clock.now(), settings().zone).date()


def keepers() -> list[Organisation]:
    """The organisations whose contacts the person keeps. 403 for somebody who keeps none's."""
    return queries.owners(reading(), require_somewhere(Act.EDIT_PARTNERS))


def owner_ids() -> frozenset[int] | None:
    """The numbers of the organisations whose contacts the person sees; None for all (administrator)."""
    within = require_somewhere(Act.EDIT_PARTNERS)
    return None if within is None else frozenset(within)


def contact_for(contact_id: int) -> Contact:
    """The contact. 404 for a stranger to its owner and where there is none."""
    found = contacts.find(reading(), contact_id) if contact_id < BIGGEST else None
    if found is None:
        raise NoSuchContact
    require(Act.EDIT_PARTNERS, Where(organisation_id=found.owner_id))
    return found


def list_for(list_id: int) -> ContactList:
    """The list. 404 for a stranger to its owner and where there is none."""
    found = contacts.find_list(reading(), list_id) if list_id < BIGGEST else None
    if found is None:
        raise NoSuchList
    require(Act.EDIT_PARTNERS, Where(organisation_id=found.owner_id))
    return found


def last_change(kind: str, number: int) -> AuditLine | None:
    """The newest line of a thing's history: who was faster."""
    return next(iter(history(reading(), (kind, number), 1)), None)
