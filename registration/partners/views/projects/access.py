"""What all desk pages of one project share."""

from collections.abc import Callable

from sqlalchemy import orm

from registration.partners.errors.project import NoSuchProject, NoSuchProjectPart, ProjectChanged
from registration.partners.queries import project as queries
from registration.partners.services.projects.changing import Editing
from registration.partners.services.projects.noting import KIND
from registration.partners.views.keeping import Desk, Show, saved

__all__ = ["Change", "Show", "attempt", "done", "moved", "page", "project_for", "saved"]

Change = Callable[[orm.Session, Editing], object]
_desk = Desk(KIND, queries.find, Editing, NoSuchProject, NoSuchProjectPart, ProjectChanged)
project_for, page, attempt, done, moved = _desk.thing, _desk.page, _desk.attempt, _desk.done, _desk.moved
