"""Pages of contacts, their lists and their imports."""

from registration.partners.views.contacts import doubles, exports, imports, listing, lists, single  # noqa: F401 (they add their pages)
from registration.partners.views.contacts.blueprint import contacts_desk

__all__ = ["contacts_desk"]
