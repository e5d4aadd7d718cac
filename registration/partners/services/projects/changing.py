"""The frame of every change of a project: locked, compared with the form's edition, noted, counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, changes
from registration.partners.errors.project import NoSuchProject, ProjectChanged
from registration.partners.models import Project
from registration.partners.services.projects.noting import facts, note


@dataclass(frozen=True)
class Editing:
    """Who changes which project, when; `edition` is the one that their form was filled with, None for any."""

    project_id: int
    edition: int | None
    actor: Actor
    now: datetime


@contextmanager
def changing(db: orm.Session, editing: Editing, action: str) -> Iterator[Project]:
    """The project as it is now; what the block does to it is written and noted, where it differs.

    Raises NoSuchProject, ProjectChanged.
    """
    known = locked(db, editing)
    before = facts(known)
    yield known
    db.flush()
    sides = changes(before, facts(known))
    if sides[1]:
        known.edition += 1
        known.updated_at = editing.now
        db.flush()
        note(db, known, editing.actor, action, sides, editing.now)


def locked(db: orm.Session, editing: Editing) -> Project:
    """The project as it is now. Raises NoSuchProject, ProjectChanged."""
    known = db.get(Project, editing.project_id, with_for_update={"of": Project}, populate_existing=True)
    if known is None:
        raise NoSuchProject
    if editing.edition not in (None, known.edition):
        raise ProjectChanged
    return known
