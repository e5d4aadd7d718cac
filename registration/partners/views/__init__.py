"""Pages of institutions and of contacts."""

from registration.partners.views.contacts import contacts_desk
from registration.partners.views.organisations import partners_desk
from registration.partners.views.picking import institutions

__all__ = ["contacts_desk", "institutions", "partners_desk"]
