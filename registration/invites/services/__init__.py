"""The life of calendar entries: invite, hold a change, issue the message."""

from registration.invites.services.holding import programme_changed
from registration.invites.services.issuing import issue
from registration.invites.services.life import (
    cancellations,
    choose,
    come_back,
    end_unmailed,
    first_messages,
    invite,
    resign,
)
from registration.invites.services.making import MOST_DAYS
from registration.invites.services.readdressing import readdress

__all__ = [
    "MOST_DAYS",
    "cancellations",
    "choose",
    "come_back",
    "end_unmailed",
    "first_messages",
    "invite",
    "issue",
    "programme_changed",
    "readdress",
    "resign",
]
