"""What rooms above show on the public pages of partners, and at the desk's page of an institution. They join in
registration.wiring; each is asked while the page is made."""

from collections.abc import Callable

from sqlalchemy import orm

from registration.partners.models import Organisation, Partnership
from registration.web.panels import PagePanel

partnership_panels: list[Callable[[orm.Session, Partnership], PagePanel | None]] = []
"""News, events and the forum of a partnership."""

organisation_panels: list[Callable[[orm.Session, Organisation], PagePanel | None]] = []
"""Where an institution takes part, for the desk's page of it."""
