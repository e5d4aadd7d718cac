"""Makers of partnerships."""

from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.partners.models import (
    Component,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipParty,
    PartyRole,
    Product,
)
from registration.partners.services.partnerships.changing import Editing
from registration.partners.services.partnerships.saving import PartnershipCommand, make_partnership
from tests.factories.trainings import NOON, organisation

ANNA = Actor("user", 1, "Anna")


def editing(known: Partnership | int = 0, edition: int | None = None) -> Editing:
    """Anna at the partnership, from a form of any edition."""
    number = known if isinstance(known, int) else known.id
    return Editing(number, edition, ANNA, NOON)


def partnership(
    db: orm.Session, name: str = "Sieradzkie+", *, owner: Organisation | None = None, **values: Any
) -> Partnership:
    """An idea that only the desk sees."""
    keeper = owner or organisation(db)
    made = make_partnership(db, keeper.id, PartnershipCommand(name), editing())
    for key, value in values.items():
        setattr(made, key, value)
    db.flush()
    return made


def county(db: orm.Session, name: str = "Powiat Sieradzki", code: str = "1014") -> Organisation:
    """A county."""
    return organisation(db, name=name, kind=OrganisationKind.COUNTY, teryt=code, runs_events=False)


def commune(db: orm.Session, name: str, code: str, above: Organisation | None = None) -> Organisation:
    """A rural commune of a county."""
    kind = OrganisationKind.RURAL_COMMUNE
    return organisation(db, name=name, kind=kind, teryt=code, parent=above, runs_events=False)


def party(
    db: orm.Session, known: Partnership, one: Organisation | None = None, role: PartyRole = PartyRole.PARTY
) -> PartnershipParty:
    """One more party, at the end."""
    made = PartnershipParty(
        organisation=one or organisation(db, runs_events=False),
        role=role,
        position=len(known.parties),
        printed_as="",
    )
    known.parties.append(made)
    db.flush()
    return made


def component(db: orm.Session, known: Partnership, title: str, *products: str) -> Component:
    """The next component with its products."""
    made = Component(title=title, position=len(known.components), early_reason="")
    for position, name in enumerate(products):
        made.products.append(Product(name=name, position=position, adopted_by=""))
    known.components.append(made)
    db.flush()
    return made
