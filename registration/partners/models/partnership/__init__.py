"""Partnerships and what belongs to them."""

from registration.partners.models.partnership.papers import (
    DocumentKind,
    PartnershipDocument,
    Signatory,
    SigningMode,
)
from registration.partners.models.partnership.partnership import (
    FrameKind,
    Partnership,
    PartnershipParty,
    PartnershipStatus,
    PartyRole,
    SelectionResult,
    StatusStep,
)
from registration.partners.models.partnership.work import (
    Component,
    ComponentStatus,
    Product,
    ProductStatus,
)

__all__ = [
    "Component",
    "ComponentStatus",
    "DocumentKind",
    "FrameKind",
    "Partnership",
    "PartnershipDocument",
    "PartnershipParty",
    "PartnershipStatus",
    "PartyRole",
    "Product",
    "ProductStatus",
    "SelectionResult",
    "Signatory",
    "SigningMode",
    "StatusStep",
]
