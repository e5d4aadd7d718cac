"""Calendars: feeds that people subscribe to and files that they download.

Owns FeedEntry: the stored bytes of one public VEVENT, rewritten only when its session changes
(hooks.programme_changed); a feed is a SELECT and a join. Reads everybody's queries; nobody calls it.
"""

from datetime import datetime

from sqlalchemy import orm


def register_hooks() -> None:
    """Rewrite entries when programmes change."""
    from registration.trainings import hooks

    if _programme_changed not in hooks.programme_changed:
        hooks.programme_changed.append(_programme_changed)


def _programme_changed(db: orm.Session, event_id: int, now: datetime) -> None:
    from registration.calendars.services import rewrite
    from registration.web.site import site

    rewrite(db, event_id, now, site())
