"""Reading trainings: the catalogue, one event's page, the desk's list."""

from registration.trainings.queries.catalogue import Filters, Place, owners, past, upcoming
from registration.trainings.queries.desk import (
    DeskFilters,
    Order,
    at_desk,
    events_of,
    venues_of,
    with_programme,
)
from registration.trainings.queries.page import public_event

__all__ = [
    "DeskFilters",
    "Filters",
    "Order",
    "Place",
    "at_desk",
    "events_of",
    "owners",
    "past",
    "public_event",
    "upcoming",
    "venues_of",
    "with_programme",
]
