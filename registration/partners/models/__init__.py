"""Institutions and what hangs on them."""

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
    "EmailDomain",
    "FormerName",
    "Organisation",
    "OrganisationKind",
]
