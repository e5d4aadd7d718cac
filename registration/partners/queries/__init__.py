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
    within,
)
from registration.partners.queries.picking import Found, choosable, meant, proposed_by_domain, search

__all__ = [
    "Found",
    "OrganisationFilters",
    "by_domain",
    "by_teryt",
    "called",
    "choosable",
    "containing",
    "find",
    "in_order",
    "listed",
    "meant",
    "owners",
    "proposed_by_domain",
    "search",
    "with_parents",
    "within",
]
