"""Reading institutions."""

from registration.partners.queries.organisation import (
    OrganisationFilters,
    by_domain,
    by_teryt,
    called,
    containing,
    find,
    in_order,
    listed,
    owners,
    with_parents,
)

__all__ = [
    "OrganisationFilters",
    "by_domain",
    "by_teryt",
    "called",
    "containing",
    "find",
    "in_order",
    "listed",
    "owners",
    "with_parents",
]
