"""Showing an item to everybody, and taking it back."""

from sqlalchemy import orm

from registration.news.errors import NothingToRead
from registration.news.models import NewsItem, NewsState
from registration.news.services.changes import Editing, locked, note


def publish(db: orm.Session, editing: Editing) -> NewsItem:
    """Everybody may read it; a second click finds it done. Raises NoSuchNews, NewsChanged, NothingToRead."""
    item = locked(db, editing)
    if item.is_public:
        return item
    if not (item.lead or item.text):
        raise NothingToRead
    before = {"news_state": item.state.value}
    item.state, item.withdrawn_at = NewsState.PUBLISHED, None
    item.published_at = item.published_at or editing.now
    item.published_by = editing.actor.name
    note(db, item, "news.published", before, {"news_state": item.state.value}, editing)
    return item


def withdraw(db: orm.Session, editing: Editing) -> NewsItem:
    """Nobody but the desk sees it, nor its photographs. Raises NoSuchNews, NewsChanged."""
    item = locked(db, editing)
    if not item.is_public:
        return item
    before = {"news_state": item.state.value}
    item.state, item.withdrawn_at = NewsState.WITHDRAWN, editing.now
    note(db, item, "news.withdrawn", before, {"news_state": item.state.value}, editing)
    return item
