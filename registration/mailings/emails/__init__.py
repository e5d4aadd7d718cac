"""The mails of this room as values."""

from registration.mailings.emails.invitation import (
    Links,
    Why,
    invitation,
    links_of,
    masked_links,
    render_invitation,
    why_of,
)
from registration.mailings.emails.next_date import asking, information, notice

__all__ = [
    "Links",
    "Why",
    "asking",
    "information",
    "invitation",
    "links_of",
    "masked_links",
    "notice",
    "render_invitation",
    "why_of",
]
