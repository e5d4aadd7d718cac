"""Reading trainings: the catalogue, one event's page, the desk's list."""

from registration.trainings.queries.catalogue import LIST_VERSION, Filters, Place, owners, past, upcoming
from registration.trainings.queries.dates import OtherDates, desk_dates, linkable, other_dates, public_dates
from registration.trainings.queries.desk import (
    DeskFilters,
    Order,
    at_desk,
    events_of,
    venues_of,
    with_programme,
)
from registration.trainings.queries.page import PAGE_VERSION, public_event
from registration.trainings.queries.projects import of_project, titles_of_project

__all__ = [
    "LIST_VERSION",
    "PAGE_VERSION",
    "DeskFilters",
    "Filters",
    "Order",
    "OtherDates",
    "Place",
    "at_desk",
    "desk_dates",
    "events_of",
    "linkable",
    "of_project",
    "other_dates",
    "owners",
    "past",
    "public_dates",
    "public_event",
    "titles_of_project",
    "upcoming",
    "venues_of",
    "with_programme",
]
