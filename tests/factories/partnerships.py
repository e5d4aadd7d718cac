"""Makers of partnerships."""

from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import orm
from werkzeug.datastructures import FileStorage

from registration.accounts.audit import Actor
from registration.files import receiving, shelf
from registration.files import services as files
from registration.partners.models import (
    Component,
    DocumentKind,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipParty,
    PartyRole,
    Product,
)
from registration.partners.services.partnerships import papers
from registration.partners.services.partnerships.changing import Editing
from registration.partners.services.partnerships.papers import DocumentCommand, SignatoryCommand
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


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def whole(db: orm.Session, owner: Organisation, instance: Path) -> Partnership:
    """A published one with two parties, a letter with its file and a signatory, two components in sequence."""
    made = partnership(db, owner=owner, published_at=NOON)
    above = county(db)
    party(db, made, above, PartyRole.LEADER)
    party(db, made, commune(db, "Burzenin", "1014052", above))
    upload = FileStorage(BytesIO(PDF), "Sieradzkie+ list.pdf")
    received = receiving.accept_document(shelf.folder_in(instance), upload, megabytes=1)
    kept = files.keep_document(db, received, files.Uploader(None, ""), now=NOON)
    papers.add_document(db, editing(made), DocumentCommand(DocumentKind.LETTER_OF_INTENT, file=kept))
    signs = SignatoryCommand(made.parties[1].id, "Wójt Gminy Burzenin")
    papers.add_signatory(db, editing(made), made.documents[0].id, signs)
    first = component(db, made, "doradztwo w planowaniu strategicznym", "strategia", "pakiet projektów")
    component(db, made, "doradztwo projektowe").needs = first.products[1]
    db.flush()
    return made
