"""The sample partnership: one that is at work, so that every part of its page has something to show."""

from datetime import timedelta
from typing import Any

from registration.core.dates import in_zone
from registration.core.partial_date import PartialDate
from registration.desk.demo import moments, samples
from registration.desk.demo.programme import Places
from registration.desk.demo.sample_events import Loading
from registration.partners.models import (
    ComponentStatus,
    DocumentKind,
    FrameKind,
    Partnership,
    PartnershipStatus,
    PartyRole,
    ProductStatus,
    SigningMode,
)
from registration.partners.services.organisations.finding import Meant
from registration.partners.services.partnerships import papers, parties, saving, standing, work
from registration.partners.services.partnerships.changing import Editing
from registration.partners.services.partnerships.papers import DocumentCommand, SignatoryCommand
from registration.partners.services.partnerships.parties import PartyCommand
from registration.partners.services.partnerships.saving import PartnershipCommand
from registration.partners.services.partnerships.standing import SelectionCommand, StepCommand
from registration.partners.services.partnerships.work import ComponentCommand, ProductCommand

FILE = "partnership.toml"
_TEXTS = ("working_name", "full_name", "purpose", "areas", "frame_name", "frame_aim")
Told = dict[str, Any]


def write(loading: Loading, places: Places) -> Partnership:
    """The partnership, published, by its services."""
    told, db = samples.read(FILE), loading.db
    first = Editing(0, None, loading.actor, loading.now)
    texts = PartnershipCommand(**{name: told[name] for name in _TEXTS}, frame_kind=FrameKind.PROGRAMME)
    made = saving.make_partnership(db, places.organisations[told["owner"]].id, texts, first)
    made.sample = True
    editing = Editing(made.id, None, loading.actor, loading.now)
    for one in told["parties"]:
        role = PartyCommand(PartyRole(one.get("role", "party")), one.get("printed_as", ""))
        parties.add_party(db, editing, Meant(id=places.organisations[one["key"]].id), role)
    for one in told["documents"]:
        _document(loading, places, made, editing, one)
    for one in told["components"]:
        _component(loading, made, editing, one)
    for one in told["steps"]:
        step = StepCommand(PartnershipStatus(one["status"]), _day(loading, one))
        standing.take_step(db, editing, step)
    _select(loading, places, made, editing, told)
    saving.publish(db, editing)
    return made


def _document(loading: Loading, places: Places, made: Partnership, editing: Editing, told: Told) -> None:
    command = DocumentCommand(
        DocumentKind(told["kind"]), told.get("number", ""), _day(loading, told), told.get("place", "")
    )
    papers.add_document(loading.db, editing, command)
    for one in told["signatories"]:
        party = next(each for each in made.parties if each.organisation is places.organisations[one["party"]])
        signed = SignatoryCommand(
            party.id, one["post"], mode=SigningMode(one["mode"]), by_proxy=one.get("by_proxy", False)
        )
        papers.add_signatory(loading.db, editing, made.documents[-1].id, signed)


def _component(loading: Loading, made: Partnership, editing: Editing, told: Told) -> None:
    """A component starts when what it needs is adopted, so its products come before its status."""
    ids = {product.name: product.id for one in made.components for product in one.products}
    status, needs = ComponentStatus(told["status"]), ids.get(told.get("needs", ""))
    work.add_component(loading.db, editing, ComponentCommand(told["title"], status, needs))
    for one in told["products"]:
        command = ProductCommand(
            one["name"], ProductStatus(one["status"]), _day(loading, one), one.get("adopted_by", "")
        )
        work.add_product(loading.db, editing, made.components[-1].id, command)


def _select(loading: Loading, places: Places, made: Partnership, editing: Editing, told: Told) -> None:
    selector = Meant(id=places.organisations[told["selector"]].id)
    decided = SelectionCommand(selector, made.selection_result, made.selection_on, told["selection_note"])
    standing.set_selection(loading.db, editing, decided)


def _day(loading: Loading, told: Told) -> PartialDate | None:
    if "from_today" not in told:
        return None
    today = in_zone(loading.now, moments.ZONE).date()
    return PartialDate.on(today + timedelta(days=told["from_today"]))
