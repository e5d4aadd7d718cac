"""What rooms above show on the pages of partners, and say of them. They join in registration.wiring; each is asked
while the page is made, or before something goes."""

from collections.abc import Callable

from sqlalchemy import orm

from registration.partners.models import Partnership, Project, ProjectParty
from registration.web.panels import PagePanel

partnership_panels: list[Callable[[orm.Session, Partnership], PagePanel | None]] = []
"""News, events and the forum of a partnership."""

project_panels: list[Callable[[orm.Session, Project], PagePanel | None]] = []
"""Events, forum and news of a project."""

project_uses: list[Callable[[orm.Session, Project], list[str]]] = []
"""What belongs to a project, as its names, so that the project cannot be deleted."""

project_party_uses: list[Callable[[orm.Session, ProjectParty], list[str]]] = []
"""Where a party stands because of the project, so that it cannot be removed from it."""
