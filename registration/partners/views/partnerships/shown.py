"""A partnership in the reader's words, for the public page and the desk."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from registration.core.partial_date import PartialDate
from registration.partners.labels import about
from registration.partners.models import (
    Component,
    ComponentStatus,
    Partnership,
    PartnershipDocument,
    PartnershipParty,
    PartyRole,
    Product,
    ProductStatus,
    StatusStep,
)
from registration.partners.partnership_states import way_of
from registration.partners.services.partnerships.noting import numeral
from registration.partners.words.partnership import COMPONENTS, DOCUMENTS, MODES, PRODUCTS, STATUSES
from registration.web.language import language


@dataclass(frozen=True)
class WayPoint:
    """A step of the way: reached, the present one, or still ahead; `when` and `note` as far as they are known."""

    name: str
    state: str
    when: str = ""
    iso: str = ""


def day(known: PartialDate | None) -> str:
    """A date as far as it is known; "" where it is not."""
    return known.spoken(language()) if known else ""


def lines(text: str) -> list[str]:
    """The lines of a text that is a list."""
    return [one.strip() for one in text.splitlines() if one.strip()]


def way(known: Partnership) -> list[WayPoint]:
    """The whole way with how far it was gone. A step that a correction took back counts as not gone."""
    drawn, gone = way_of(known.status), {step.status: step for step in valid_steps(known)}
    return [_point(gone.get(status), _(STATUSES[status]), status is known.status) for status in drawn]


def valid_steps(known: Partnership) -> list[StatusStep]:
    """The steps that stand: a correction takes back all that came after the status to which it leads; where that was
    never reached, the step before it alone, in the place of which it stands."""
    standing: list[StatusStep] = []
    for step in known.steps:
        reached = [one.status for one in standing]
        if step.corrects and step.status in reached:
            del standing[reached.index(step.status) + 1 :]
            continue
        if step.corrects:
            del standing[-1:]
        standing.append(step)
    return standing


def _point(step: StatusStep | None, name: str, present: bool) -> WayPoint:
    state = "present" if present else "reached" if step else "ahead"
    when = step.happened_on if step else None
    return WayPoint(name, state, day(when), (when.iso or "") if when else "")


@dataclass(frozen=True)
class PartyLine:
    """A party: its name that day, what tells it from others, its name in the document."""

    id: int
    name: str
    about: str
    printed_as: str
    role: PartyRole


def party(one: PartnershipParty, on: date | None) -> PartyLine:
    """`on`: the day of the signing, where it is known: the name is that of the day."""
    name = one.organisation.name_on(on) if on else one.organisation.name
    printed = one.printed_as if one.printed_as != name else ""
    return PartyLine(one.id, name, about(one.organisation, language()), printed, one.role)


def parties(known: Partnership) -> list[PartyLine]:
    """In the printed order."""
    on = next((paper.signed_on.exact for paper in known.documents if paper.signed_on), None)
    return [party(one, on) for one in known.parties]


@dataclass(frozen=True)
class SignatoryLine:
    """Who signed: post, name, for whom, how."""

    id: int
    post: str
    name: str
    party: str
    how: str


@dataclass(frozen=True)
class DocumentLine:
    """A document as far as it is known; `signed` and `place` empty where they are not."""

    id: int
    title: str
    signed: str
    iso: str
    place: str
    file_name: str
    sha256: str
    kilobytes: int
    signatories: list[SignatoryLine]


def document(one: PartnershipDocument) -> DocumentLine:
    """In words."""
    when, file = one.signed_on, one.file
    return DocumentLine(
        id=one.id,
        title=title_of(one),
        signed=day(when),
        iso=(when.iso or "") if when else "",
        place=one.place,
        file_name=file.name if file else "",
        sha256=file.sha256 if file else "",
        kilobytes=max(1, round(file.size / 1024)) if file else 0,
        signatories=[
            SignatoryLine(
                signed.id,
                signed.post,
                signed.name,
                signed.party.organisation.name,
                ", ".join(_how(signed.mode and _(MODES[signed.mode]), signed.by_proxy)),
            )
            for signed in one.signatories
        ],
    )


def title_of(one: PartnershipDocument) -> str:
    """ "Porozumienie partnerskie nr 1/2026"."""
    kind = str(_(DOCUMENTS[one.kind]))
    return str(_("%(document)s no. %(number)s", document=kind, number=one.number)) if one.number else kind


def _how(mode: str | None, by_proxy: bool) -> list[str]:
    return [part for part in (mode, _("by authority") if by_proxy else "") if part]


@dataclass(frozen=True)
class ProductLine:
    """A product with its status, and day and act of its adoption as far as they are known."""

    id: int
    name: str
    status: str
    adopted: str
    is_adopted: bool


def product(one: Product) -> ProductLine:
    """In words."""
    told = ", ".join(part for part in (day(one.adopted_on), one.adopted_by) if part)
    return ProductLine(one.id, one.name, _(PRODUCTS[one.status]), told, one.status is ProductStatus.ADOPTED)


@dataclass(frozen=True)
class ComponentLine:
    """A component with its products, what it waits for and why it was started before."""

    id: int
    number: str
    title: str
    status: str
    products: list[ProductLine]
    needs: str
    is_planned: bool
    early_reason: str


def component(one: Component) -> ComponentLine:
    """In words."""
    needed = one.needs
    return ComponentLine(
        id=one.id,
        number=numeral(one),
        title=one.title,
        status=_(COMPONENTS[one.status]),
        products=[product(made) for made in one.products],
        needs=_("%(product)s of component %(number)s", product=needed.name, number=numeral(needed.component))
        if needed
        else "",
        is_planned=one.status is ComponentStatus.PLANNED,
        early_reason=one.early_reason,
    )
