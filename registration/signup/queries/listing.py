"""The participants of an event in the order and the selection that the desk asks for."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from sqlalchemy import orm, select

from registration.core.text import natural_key, search_key
from registration.partners.models import Organisation
from registration.signup.models import Registration


class Order(StrEnum):
    """How the list is sorted; the word stands in its address."""

    SIGNED_UP = "signed-up"
    SIGNED_UP_BACKWARDS = "signed-up-desc"
    NAME = "name"
    NAME_BACKWARDS = "name-desc"
    INSTITUTION = "institution"
    INSTITUTION_BACKWARDS = "institution-desc"


def participants(
    db: orm.Session, event_id: int, order: Order = Order.SIGNED_UP, search: str = ""
) -> Sequence[Registration]:
    """Everybody who has signed up, those who resigned included. `search`: words that name, address, institution,
    post or reference contain, without regard to case and Polish letters; never the needs or questions.

    Sorted here and not by the database, whose order of Polish letters is its own; an event has hundreds, not more.
    """
    wanted = select(Registration).where(Registration.event_id == event_id).order_by(Registration.id)
    bare = orm.raiseload(Registration.event), orm.raiseload(Registration.consents)
    linked = orm.selectinload(Registration.organisation).selectinload(Organisation.former_names)
    found = list(db.scalars(wanted.options(*bare, linked)))
    words = search_key(search).split()
    kept = [one for one in found if all(word in _searched(one) for word in words)]
    by = order.removesuffix("-desc")
    if by == Order.NAME:
        kept.sort(key=lambda one: natural_key(f"{one.last_name} {one.first_name}"))
    elif by == Order.INSTITUTION:
        kept.sort(key=lambda one: natural_key(one.institution_name))
    return kept[::-1] if order.endswith("-desc") else kept


def registrations_of(db: orm.Session, invitees: Collection[int]) -> dict[int, int]:
    """The registrations (ids) of these invitees (ids), for invites.hooks.registrations_of."""
    wanted = select(Registration.invitee_id, Registration.id).where(Registration.invitee_id.in_(invitees))
    return dict(db.execute(wanted).all())


def _searched(one: Registration) -> str:
    return search_key(
        f"{one.full_name} {one.email} {one.institution} {one.institution_name} {one.post} {one.reference}"
    )
