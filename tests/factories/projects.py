"""Makers of projects."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.files import receiving, shelf
from registration.files.images import LOGO
from registration.files.receiving import ReceivedPicture
from registration.partners.models import Organisation, Project, ProjectParty, ProjectRole
from registration.partners.services.projects import funding
from registration.partners.services.projects.changing import Editing
from registration.partners.services.projects.funding import FundingCommand
from registration.partners.services.projects.saving import ProjectCommand, make_project
from tests.factories.trainings import NOON, organisation

ANNA = Actor("user", 1, "Anna")
SENTENCE = "Projekt współfinansowany ze środków Funduszu Przykładowego"


def editing(known: Project | int = 0, edition: int | None = None) -> Editing:
    """Anna at the project, from a form of any edition."""
    return Editing(known if isinstance(known, int) else known.id, edition, ANNA, NOON)


def project(
    db: orm.Session,
    title: str = "Kompetencje i przejrzystość",
    *,
    owner: Organisation | None = None,
    **values: Any,
) -> Project:
    """One that only the desk sees, of nobody yet."""
    keeper = owner or organisation(db)
    made = make_project(db, keeper.id, ProjectCommand(title), editing())
    for key, value in values.items():
        setattr(made, key, value)
    db.flush()
    return made


def party(
    db: orm.Session,
    known: Project,
    one: Organisation | None = None,
    role: ProjectRole = ProjectRole.PARTNER,
    printed_as: str = "",
) -> ProjectParty:
    """One more institution, at the end."""
    made = ProjectParty(
        organisation=one or organisation(db, runs_events=False),
        role=role,
        position=len(known.parties),
        printed_as=printed_as,
    )
    known.parties.append(made)
    db.flush()
    return made


def png(width: int = 300, height: int = 120) -> bytes:
    """A picture of a logo's shape."""
    out = BytesIO()
    Image.new("RGBA", (width, height), (0, 40, 160, 255)).save(out, "PNG")
    return out.getvalue()


def received(instance: Path, width: int = 300) -> ReceivedPicture:
    """A logo on the shelf."""
    return receiving.accept_picture(shelf.folder_in(instance), png(width), "logo.png", LOGO)


def paid(db: orm.Session, known: Project, instance: Path | None = None) -> Project:
    """With a sentence, a number, a value and, where there is a shelf, one logo."""
    told = FundingCommand(SENTENCE, "UDA-POKL.05.02-1/10", funding.Decimal("1234567.89"))
    funding.set_funding(db, editing(known), told)
    if instance is not None:
        funding.add_logo(db, editing(known), received(instance), "Fundusz Przykładowy")
    db.flush()
    return known


def whole(db: orm.Session, owner: Organisation, instance: Path) -> Project:
    """A published one with a leader, a partner, a beneficiary and who pays."""
    made = project(db, owner=owner, published_at=NOON)
    party(db, made, owner, ProjectRole.LEADER)
    party(db, made)
    party(db, made, role=ProjectRole.BENEFICIARY, printed_as="miasto Skierniewice")
    return paid(db, made, instance)
