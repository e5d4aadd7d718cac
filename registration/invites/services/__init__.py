"""The life of calendar entries: invite, hold a change, issue the message."""

from registration.invites.services.drafts import Guest
from registration.invites.services.holding import programme_changed
from registration.invites.services.issuing import issue
from registration.invites.services.joining import Newcomer, add_guest, first_mails, invite
from registration.invites.services.life import (
    cancellations,
    choose,
    come_back,
    end_unmailed,
    first_messages,
    resign,
)
from registration.invites.services.making import MOST_DAYS
from registration.invites.services.readdressing import readdress

__all__ = [
    "MOST_DAYS",
    "Guest",
    "Newcomer",
    "add_guest",
    "cancellations",
    "choose",
    "come_back",
    "end_unmailed",
    "first_mails",
    "first_messages",
    "invite",
    "issue",
    "programme_changed",
    "readdress",
    "resign",
]
