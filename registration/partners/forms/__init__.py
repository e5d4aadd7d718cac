"""Forms of institutions."""

from registration.partners.forms.organisation import OrganisationForm

__all__ = ["OrganisationForm"]
