"""The first partnership on record: "Sieradzkie+", as far as its press note tells of it, and no further.

No signatory, no leader, no day of signing and no result of the selection: the note tells none of them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import orm, select

from registration.accounts.audit import PROGRAM
from registration.desk.demo import facts
from registration.partners.models import DocumentKind, FrameKind, Organisation, Partnership, PartnershipStatus
from registration.partners.services.organisations.finding import Meant
from registration.partners.services.partnerships import papers, parties, saving, standing, work
from registration.partners.services.partnerships.changing import Editing
from registration.partners.services.partnerships.papers import DocumentCommand
from registration.partners.services.partnerships.parties import PartyCommand
from registration.partners.services.partnerships.saving import PartnershipCommand
from registration.partners.services.partnerships.standing import SelectionCommand, StepCommand
from registration.partners.services.partnerships.work import ComponentCommand, ProductCommand

SOURCE = (
    "Zapis na podstawie notatki prasowej. Notatka nie podaje daty podpisania (mówi: „dziś”), pełnej nazwy "
    "partnerstwa, jego lidera, tego, kto podpisał list w imieniu stron, ani wyniku wyboru obszarów. Nie mówi też, do "
    "której z dwóch grup, dla których jest pilotaż, należy partnerstwo."
)
_NOTE = "Obszary wybiera województwo po podpisaniu listu."
Told = Mapping[str, Any]


def write(db: orm.Session, now: datetime) -> Partnership:
    """The record, published; the county keeps it, whose press note it is."""
    story = facts.story()
    told, pilot = story["partnership"], story["pilot"]
    units = {one.teryt: one for one in db.scalars(select(Organisation)) if one.teryt}
    keys = {one.key: units[one.teryt] for one in facts.written().organisations if one.teryt}
    made = saving.make_partnership(
        db, keys[told["parties"][0]].id, _texts(told, pilot), Editing(0, None, PROGRAM, now)
    )
    editing = Editing(made.id, None, PROGRAM, now)
    for key in told["parties"]:
        printed = PartyCommand(printed_as=keys[key].printed_as)
        parties.add_party(db, editing, Meant(id=keys[key].id), printed)
    papers.add_document(
        db, editing, DocumentCommand(DocumentKind.LETTER_OF_INTENT, place=told["document"]["place"])
    )
    _components(db, editing, made, told["components"])
    standing.take_step(db, editing, StepCommand(PartnershipStatus.LETTER_SIGNED))
    selector = Meant(id=keys[told["selection_by"]].id)
    standing.set_selection(db, editing, SelectionCommand(selector, note=_NOTE))
    saving.publish(db, editing)
    return made


def _texts(told: Told, pilot: Told) -> PartnershipCommand:
    return PartnershipCommand(
        working_name=told["working_name"],
        headline=told["headline"],
        frame_kind=FrameKind.PILOT,
        frame_name=pilot["name"],
        frame_aim=pilot["aim"],
        frame_audience="\n".join(pilot["addressed_to"]),
        source=SOURCE,
    )


def _components(db: orm.Session, editing: Editing, made: Partnership, told: list[Told]) -> None:
    """In sequence; each waits for the product that the story says it needs."""
    for one in told:
        products = {product.name: product.id for before in made.components for product in before.products}
        needed = products[one["needs"]] if "needs" in one else None
        work.add_component(db, editing, ComponentCommand(one["title"], needs_id=needed))
        for name in one.get("products", ()):
            work.add_product(db, editing, made.components[-1].id, ProductCommand(name))
