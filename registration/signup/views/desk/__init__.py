"""Sign-up at the organiser's desk: who comes, one participant, the texts that are shown to them."""

from registration.signup.views.desk import (
    clauses,
    coordinators,
    institutions,
    listing,
    participant,
    participation,
)

__all__ = ["clauses", "coordinators", "institutions", "listing", "participant", "participation"]
