"""Writing news: the items, their photographs, their publication."""

from registration.news.services.items import NewsCommand, add_item, change_item
from registration.news.services.photographs import (
    PhotographCommand,
    add_photograph,
    change_photograph,
    move_photograph,
    remove_photograph,
)
from registration.news.services.publishing import publish, withdraw

__all__ = [
    "NewsCommand",
    "PhotographCommand",
    "add_item",
    "add_photograph",
    "change_item",
    "change_photograph",
    "move_photograph",
    "publish",
    "remove_photograph",
    "withdraw",
]
