"""The events of a project."""

from sqlalchemy import orm, select

from registration.trainings.models import Event, Visibility

MOST = 200


def of_project(db: orm.Session, project_id: int) -> list[Event]:
    """Those that the public may know of, the first first; records without times at the beginning."""
    wanted = select(Event).where(Event.project_id == project_id, Event.visibility != Visibility.DRAFT)
    ordered = wanted.order_by(Event.starts_at.asc().nulls_first(), Event.id).limit(MOST)
    return list(db.scalars(ordered.options(orm.lazyload("*"))))


def titles_of_project(db: orm.Session, project_id: int) -> list[str]:
    """The titles of all of them, drafts too."""
    wanted = select(Event.title).where(Event.project_id == project_id).order_by(Event.sort_key, Event.id)
    return list(db.scalars(wanted.limit(MOST)))
