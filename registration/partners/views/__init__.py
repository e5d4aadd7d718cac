"""Pages of institutions."""

from registration.partners.views.organisation import partners_desk
from registration.partners.views.picking import institutions

__all__ = ["institutions", "partners_desk"]
