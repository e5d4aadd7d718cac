"""Forms of institutions."""

from registration.partners.forms.organisation import OrganisationForm
from registration.partners.forms.picker import Chosen, FreeText, OrganisationField

__all__ = ["Chosen", "FreeText", "OrganisationField", "OrganisationForm"]
