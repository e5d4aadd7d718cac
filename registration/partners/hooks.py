"""What rooms above show on the pages of partners. They join in registration.wiring; each is asked while the page is
made."""

from collections.abc import Callable

from sqlalchemy import orm

from registration.partners.models import Partnership
from registration.web.panels import PagePanel

partnership_panels: list[Callable[[orm.Session, Partnership], PagePanel | None]] = []
"""News, events and the forum of a partnership."""
