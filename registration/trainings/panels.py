"""The events of a project on its public page, and what holds it."""

from collections.abc import Sequence

from sqlalchemy import orm

from registration.core import clock
from registration.core.language import N_, Sentence
from registration.partners.models import Project
from registration.trainings import queries
from registration.trainings.models import Event, Visibility
from registration.web.panels import PageLink, PagePanel

COMING, PAST = Sentence(N_("Coming events")), Sentence(N_("Past events"))


def coming(db: orm.Session, project: Project) -> PagePanel | None:
    """Those that will take place, the next first."""
    now = clock.now()
    ahead = [one for one in queries.of_project(db, project.id) if not one.is_past(now)]
    return _panel("coming-events", COMING, [one for one in ahead if one.visibility is Visibility.PUBLISHED])


def past(db: orm.Session, project: Project) -> PagePanel | None:
    """Those that took place, the last first."""
    now = clock.now()
    held = [one for one in queries.of_project(db, project.id) if one.is_past(now)]
    there = [one for one in reversed(held) if one.visibility is not Visibility.CANCELLED]
    return _panel("past-events", PAST, there)


def titles(db: orm.Session, project: Project) -> list[str]:
    """The names of all events that belong to it, drafts too, so that it is not deleted under them."""
    return queries.titles_of_project(db, project.id)


def _panel(name: str, title: Sentence, events: Sequence[Event]) -> PagePanel | None:
    links = [
        PageLink(one.title, "trainings.show", {"slug": one.slug}, one.starts_at, one.sample) for one in events
    ]
    return PagePanel(name, title, links) if links else None
