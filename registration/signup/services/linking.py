"""Linking what participants typed to an institution of the common list; their text stays as it is."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.partners import queries as partners
from registration.partners.services import OrganisationCommand, add_organisation
from registration.signup.errors import AlreadyLinked, NoSuchInstitution
from registration.signup.models import Registration
from registration.signup.queries import institutions
from registration.signup.services.institution import label_of


def link_institution(
    db: orm.Session,
    registration_id: int,
    organisation_id: int,
    *,
    within: Collection[int] | None,
    actor: Actor,
    now: datetime,
) -> int:
    """Link everybody whose text is that of the registration, at the events of the organisations `within` (ids; None
    for all); says how many. Raises AlreadyLinked, NoSuchInstitution."""
    first = _unlinked(db, registration_id, within)
    if partners.choosable(db, organisation_id) is None:
        raise NoSuchInstitution
    told = {"linked_institution": label_of(db, organisation_id)}
    linked = institutions.to_link(db, first.institution, within)
    for one in linked:
        one.organisation_id, one.changed_at = organisation_id, now
        thing, owner = ("registration", one.id), one.event.organisation_id
        record(db, actor, "registration.linked", thing, now=now, before={}, after=told, organisation_id=owner)
    db.flush()
    return len(linked)


def _unlinked(db: orm.Session, registration_id: int, within: Collection[int] | None) -> Registration:
    found = institutions.in_reach(db, registration_id, within)
    if found is None or found.organisation_id is not None:
        raise AlreadyLinked
    return found


def add_and_link(
    db: orm.Session,
    registration_id: int,
    command: OrganisationCommand,
    *,
    within: Collection[int] | None,
    actor: Actor,
    now: datetime,
) -> int:
    """A new institution of the common list for a text. Raises AlreadyLinked and what `add_organisation` raises."""
    _unlinked(db, registration_id, within)
    made = add_organisation(db, command, actor=actor, now=now)
    return link_institution(db, registration_id, made.id, within=within, actor=actor, now=now)
