"""What the history keeps of a partnership, and of each of its parts as one line of words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.catalogue import LANGUAGES, speak
from registration.core.numerals import roman
from registration.core.partial_date import PartialDate
from registration.partners.models import (
    Component,
    Partnership,
    PartnershipDocument,
    PartnershipParty,
    Product,
    Signatory,
)
from registration.partners.words.partnership import COMPONENTS, DOCUMENTS, MODES, PRODUCTS, ROLES

KIND = "partnership"
_TEXTS = (
    *("working_name", "full_name", "headline", "slug", "purpose", "frame_kind", "frame_name", "frame_aim"),
    *("frame_audience", "areas", "status", "selection_result", "selection_note", "source"),
)


def facts(partnership: Partnership) -> dict[str, Any]:
    """The values as the history keeps them, JSON-ready, under names of their own."""
    told: dict[str, Any] = {name: str(getattr(partnership, name) or "") for name in _TEXTS}
    told |= {
        "project": partnership.project.title if partnership.project else "",
        "selector": partnership.selector.name if partnership.selector else "",
        "selection_on": day(partnership.selection_on),
        "published": partnership.is_published,
        "parties": [party_line(one) for one in partnership.parties],
        "documents": [document_line(one) for one in partnership.documents],
        "signatories": [signatory_line(one) for paper in partnership.documents for one in paper.signatories],
        "components": [component_line(one) for one in partnership.components],
        "products": [product_line(one) for part in partnership.components for one in part.products],
    }
    return {f"partnership_{name}": value for name, value in told.items()}


def note(
    db: orm.Session,
    partnership: Partnership,
    actor: Actor,
    action: str,
    sides: tuple[dict[str, Any], dict[str, Any]],
    now: datetime,
) -> None:
    """One line of the history."""
    before, after = sides
    record(
        db,
        actor,
        action,
        (KIND, partnership.id),
        now=now,
        before=before,
        after=after,
        organisation_id=partnership.organisation_id,
    )


def party_name(party: PartnershipParty) -> str:
    """The legal party, with its name in the document where that differs."""
    name = party.organisation.name
    return f"{name} ({party.printed_as})" if party.printed_as and party.printed_as != name else name


def party_line(party: PartnershipParty) -> str:
    """ "1. Powiat Sieradzki (Starostwo Sieradzkie) – strona": in Polish, as all lines that are kept."""
    return f"{party.position + 1}. {party_name(party)} – {_said(ROLES[party.role])}"


def document_line(document: PartnershipDocument) -> str:
    """Its kind, number, day, place, checksum of the file."""
    checksum = f"SHA-256 {document.file.sha256}" if document.file else ""
    return _joined(
        (_said(DOCUMENTS[document.kind]), document.number, day(document.signed_on), document.place, checksum)
    )


def signatory_line(signatory: Signatory) -> str:
    """Post, name, for whom."""
    how = _said(MODES[signatory.mode]) if signatory.mode else ""
    return _joined((signatory.post, signatory.name, signatory.party.organisation.name, how))


def component_line(component: Component) -> str:
    """Number, title, status, what it waits for, why it was started early."""
    needs = component.needs.name if component.needs else ""
    told = (
        f"{numeral(component)}. {component.title}",
        _said(COMPONENTS[component.status]),
        needs,
        component.early_reason,
    )
    return _joined(told)


def product_line(product: Product) -> str:
    """Name, status, day and act of adoption."""
    return _joined(
        (product.name, _said(PRODUCTS[product.status]), day(product.adopted_on), product.adopted_by)
    )


def numeral(component: Component) -> str:
    """ "II": the component's place in the order."""
    return roman(component.position + 1)


def day(known: PartialDate | None) -> str:
    """The date as it is known, in Polish; "" for none."""
    return known.spoken(LANGUAGES[0]) if known else ""


def _said(text: str) -> str:
    return speak(text, LANGUAGES[0])


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(str(part) for part in parts if part)
