"""What is done with institutions."""

from registration.partners.services.organisations.ending import EndCommand, end_organisation
from registration.partners.services.organisations.saving import (
    OrganisationCommand,
    add_organisation,
    change_organisation,
)

__all__ = [
    "EndCommand",
    "OrganisationCommand",
    "add_organisation",
    "change_organisation",
    "end_organisation",
]
