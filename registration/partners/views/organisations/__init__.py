"""The desk's pages of institutions."""

from registration.partners.views.organisations import changing, listing  # noqa: F401 (they add their pages)
from registration.partners.views.organisations.blueprint import partners_desk

__all__ = ["partners_desk"]
