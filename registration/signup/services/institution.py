"""The institution of a participant: one that was chosen from the common list, or what was typed."""

from sqlalchemy import bindparam, orm, select

from registration.core.catalogue import LANGUAGES
from registration.core.driver import QuickSelect
from registration.partners import queries as partners
from registration.partners.labels import described
from registration.partners.models import Organisation
from registration.signup.errors import InstitutionEnded, NoSuchInstitution

_NAMED = QuickSelect(
    select(Organisation.name, Organisation.valid_until).where(Organisation.id == bindparam("organisation_id"))
)


def name_as_of_today(db: orm.Session, organisation_id: int) -> str:
    """What the chosen institution is called now: registrations keep it. Raises NoSuchInstitution, InstitutionEnded."""
    found = _NAMED.within(db, {"organisation_id": organisation_id})
    if not found:
        raise NoSuchInstitution
    name, ended = found
    if ended is not None:
        raise InstitutionEnded(name=name)
    return str(name)


def label_of(db: orm.Session, organisation_id: int) -> str:
    """The institution as the history names it."""
    found = partners.find(db, organisation_id)
    return described(found, LANGUAGES[0]) if found else ""
