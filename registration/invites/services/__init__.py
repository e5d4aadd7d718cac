"""The life of calendar entries: invite, hold a change, issue the message."""

from registration.invites.services.issuing import issue
from registration.invites.services.life import (
    MOST_DAYS,
    cancellations,
    come_back,
    first_messages,
    invite,
    programme_changed,
    resign,
)
from registration.invites.services.readdressing import readdress

__all__ = [
    "MOST_DAYS",
    "cancellations",
    "come_back",
    "first_messages",
    "invite",
    "issue",
    "programme_changed",
    "readdress",
    "resign",
]
