"""Reading trainings: the catalogue, one event's page, the desk's list."""

from registration.trainings.queries.catalogue import LIST_VERSION, Filters, Place, owners, past, upcoming
from registration.trainings.queries.desk import DeskFilters, Order, at_desk, venues_of, with_programme
from registration.trainings.queries.page import PAGE_VERSION, public_event

__all__ = [
    "LIST_VERSION",
    "PAGE_VERSION",
    "DeskFilters",
    "Filters",
    "Order",
    "Place",
    "at_desk",
    "owners",
    "past",
    "public_event",
    "upcoming",
    "venues_of",
    "with_programme",
]
