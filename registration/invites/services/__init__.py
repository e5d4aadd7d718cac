"""The life of calendar entries: invite, hold a change, issue the message."""

from registration.invites.services.issue import Issued, issue
from registration.invites.services.life import invite, mail_days, programme_changed, resign

__all__ = ["Issued", "invite", "issue", "mail_days", "programme_changed", "resign"]
