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

__all__ = [
    "CITIES",
    "COMMUNES",
    "LOCAL_GOVERNMENTS",
    "Basis",
    "Channel",
    "Contact",
    "ContactImport",
    "ContactList",
    "ContactListEntry",
    "EmailDomain",
    "FormerName",
    "ImportHeading",
    "ImportState",
    "Organisation",
    "OrganisationKind",
    "ToldApart",
]
