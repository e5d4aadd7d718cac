"""Pages of partnerships: for everybody, and at the desk."""

from registration.partners.views.partnerships import (  # noqa: F401 (they add their pages)
    listing,
    papers,
    parties,
    public,
    publishing,
    signatories,
    standing,
    texts,
    work,
)
from registration.partners.views.partnerships.blueprints import partnerships, partnerships_desk

__all__ = ["partnerships", "partnerships_desk"]
