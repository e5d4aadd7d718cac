"""News on the pages of what they are about."""

from collections.abc import Sequence

from sqlalchemy import orm

from registration.core.language import N_, Sentence
from registration.news import queries
from registration.news.models import NewsItem
from registration.partners.models import Partnership, Project
from registration.trainings.models import Event
from registration.web.panels import PageLink, PagePanel

TITLE = Sentence(N_("News"))


def about_event(db: orm.Session, event: Event) -> PagePanel | None:
    """Published items about an event or a meeting in it."""
    return _panel(queries.about_event(db, event.id))


def about_partnership(db: orm.Session, partnership: Partnership) -> PagePanel | None:
    """Published items about a partnership."""
    return _panel(queries.about_partnership(db, partnership.id))


def about_project(db: orm.Session, project: Project) -> PagePanel | None:
    """Published items about its events, or about meetings of its forum."""
    return _panel(queries.about_project(db, project.id))


def _panel(items: Sequence[NewsItem]) -> PagePanel | None:
    links = [PageLink(one.title, "news.show", {"slug": one.slug}, one.published_at) for one in items]
    return PagePanel("news", TITLE, links) if links else None
