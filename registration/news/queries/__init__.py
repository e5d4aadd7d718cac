"""Reading news."""

from registration.news.queries.desk import (
    at_desk,
    events_to_link,
    for_desk,
    meetings_to_link,
    partnerships_to_link,
)
from registration.news.queries.public import (
    about_event,
    about_partnership,
    about_project,
    in_feed,
    public_item,
    public_rendition,
    published,
)

__all__ = [
    "about_event",
    "about_partnership",
    "about_project",
    "at_desk",
    "events_to_link",
    "for_desk",
    "in_feed",
    "meetings_to_link",
    "partnerships_to_link",
    "public_item",
    "public_rendition",
    "published",
]
