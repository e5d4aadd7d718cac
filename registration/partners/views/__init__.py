"""Pages of institutions."""

from registration.partners.views.organisation import partners_desk

__all__ = ["partners_desk"]
