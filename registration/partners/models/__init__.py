"""Institutions and what hangs on them."""

from registration.partners.models.contact import (
    Basis,
    Channel,
    Contact,
    ContactList,
    ContactListEntry,
    ToldApart,
)
from registration.partners.models.contact_import import ContactImport, ImportHeading, ImportState
from registration.partners.models.organisation import (
    CITIES,
    COMMUNES,
    LOCAL_GOVERNMENTS,
    EmailDomain,
    FormerName,
    Organisation,
    OrganisationKind,
)
from registration.partners.models.partnership import (
    Component,
    ComponentStatus,
    DocumentKind,
    FrameKind,
    Partnership,
    PartnershipDocument,
    PartnershipParty,
    PartnershipStatus,
    PartyRole,
    Product,
    ProductStatus,
    SelectionResult,
    Signatory,
    SigningMode,
    StatusStep,
)

__all__ = [
    "CITIES",
    "COMMUNES",
    "LOCAL_GOVERNMENTS",
    "Basis",
    "Channel",
    "Component",
    "ComponentStatus",
    "Contact",
    "ContactImport",
    "ContactList",
    "ContactListEntry",
    "DocumentKind",
    "EmailDomain",
    "FormerName",
    "FrameKind",
    "ImportHeading",
    "ImportState",
    "Organisation",
    "OrganisationKind",
    "ToldApart",
