"""The blueprint of institutions, and who may change them.

Everybody who keeps partners of an organisation reads the common list and may add to it. Administrators change all of
it; organisers what neither runs events nor came from the register, for others rely on those.
"""

from flask import Blueprint, abort

from registration.accounts.guards import allowed, require_somewhere
from registration.accounts.permissions import Act
from registration.partners import queries
from registration.partners.errors.organisation import NoSuchOrganisation
from registration.partners.models import Organisation
from registration.web.writing import reading

partners_desk = Blueprint("partners_desk", __name__)
_BIGGEST = 2**63


def manages() -> bool:
    """Whether the person decides who runs events, and changes all institutions."""
    return allowed(Act.MANAGE_ACCOUNTS)


def may_change(known: Organisation) -> bool:
    """Whether the person may correct or end it."""
    return manages() or not (known.runs_events or known.register_name)


def institution(organisation_id: int) -> Organisation:
    """One of the common list, for those who read it. 404 where there is none."""
    require_somewhere(Act.EDIT_PARTNERS)
    found = queries.find(reading(), organisation_id) if organisation_id < _BIGGEST else None
    if found is None:
        raise NoSuchOrganisation
    return found


def changeable(organisation_id: int) -> Organisation:
    """One that the person may change; 403 for another."""
    found = institution(organisation_id)
    return found if may_change(found) else abort(403)
