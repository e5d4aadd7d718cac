"""News on the pages of what they are about."""

from sqlalchemy import orm

from registration.core.language import N_, Sentence
from registration.news import queries
from registration.trainings.models import Event
from registration.web.panels import PageLink, PagePanel

TITLE = Sentence(N_("News"))


def about_event(db: orm.Session, event: Event) -> PagePanel | None:
    """Published items about an event or a meeting in it."""
    found = queries.about_event(db, event.id)
    links = [PageLink(one.title, "news.show", {"slug": one.slug}, one.published_at) for one in found]
    return PagePanel("news", TITLE, links) if links else None
