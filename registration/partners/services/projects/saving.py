"""A project's own texts and dates: making it, changing it, publishing, hiding, deleting."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import orm, select

from registration.core.partial_date import PartialDate
from registration.core.text import search_key, slug, sort_key
from registration.partners import hooks
from registration.partners.errors.project import (
    EndsBeforeStart,
    NobodyInIt,
    ProjectAddressTaken,
    ProjectHeld,
    ProjectPublished,
    ProjectTitleMissing,
)
from registration.partners.models import Project
from registration.partners.services import texts
from registration.partners.services.projects.changing import Editing, changing, locked
from registration.partners.services.projects.noting import facts, note


@dataclass(frozen=True)
class ProjectCommand:
    """Texts and dates as typed. An empty `slug` asks for one made from the title; `specific_goals` are one a line."""

    title: str
    slug: str = ""
    goal: str = ""
    specific_goals: str = ""
    starts_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    source: str = ""


def make_project(
    db: orm.Session, organisation_id: int, command: ProjectCommand, editing: Editing, *, sample: bool = False
) -> Project:
    """A new project that only the desk sees; `editing` names nothing but who and when.

    Raises ProjectTitleMissing, ProjectAddressTaken, EndsBeforeStart, TextTooLong at the field.
    """
    made = Project(
        organisation_id=organisation_id, created_at=editing.now, updated_at=editing.now, sample=sample
    )
    _fill(db, made, command)
    db.add(made)
    db.flush()
    told = {name: value for name, value in facts(made).items() if value}
    note(db, made, editing.actor, "project.made", ({}, told), editing.now)
    return made


def change_project(db: orm.Session, editing: Editing, command: ProjectCommand) -> None:
    """Change texts and dates. Raises NoSuchProject, ProjectChanged and what `make_project` raises."""
    with changing(db, editing, "project.changed") as known:
        _fill(db, known, command)


def publish(db: orm.Session, editing: Editing) -> None:
    """Show it to everybody. Raises NobodyInIt, NoSuchProject, ProjectChanged."""
    with changing(db, editing, "project.published") as known:
        if not known.parties:
            raise NobodyInIt
        known.published_at = known.published_at or editing.now


def hide(db: orm.Session, editing: Editing) -> None:
    """Show it to the desk alone. Raises NoSuchProject, ProjectChanged."""
    with changing(db, editing, "project.hidden") as known:
        known.published_at = None


def delete_project(db: orm.Session, editing: Editing) -> None:
    """Delete it with everything in it; its history stays. Raises ProjectPublished, ProjectHeld with what belongs to
    it, NoSuchProject, ProjectChanged."""
    known = locked(db, editing)
    if known.is_published:
        raise ProjectPublished
    if held := [place for ask in hooks.project_uses for place in ask(db, known)]:
        raise ProjectHeld(where="; ".join(held))
    note(db, known, editing.actor, "project.deleted", (facts(known), {}), editing.now)
    db.delete(known)
    db.flush()


def _fill(db: orm.Session, project: Project, command: ProjectCommand) -> None:
    told: dict[str, Any] = {
        "title": texts.required(command.title, ProjectTitleMissing),
        **{name: texts.prose(getattr(command, name), name) for name in ("goal", "specific_goals", "source")},
    }
    if _backwards(command.starts_on, command.ends_on):
        raise EndsBeforeStart
    with db.no_autoflush:
        told["slug"] = _address(db, project, command.slug or told["title"], bool(command.slug))
    for name, value in told.items():
        setattr(project, name, value)
    project.starts_on, project.ends_on = command.starts_on, command.ends_on
    project.search_key = search_key(told["title"])
    project.sort_key = sort_key(told["title"])


def _backwards(start: PartialDate | None, end: PartialDate | None) -> bool:
    """Whether it ends before it starts, by those parts that are known of both: July 2012 may lie within 2012."""
    if start is None or end is None or start.year is None or end.year is None:
        return False
    pairs = ((start.year, end.year), (start.month, end.month), (start.day, end.day))
    for first, last in pairs:
        if first is None or last is None:
            return False
        if first != last:
            return last < first
    return False


def _address(db: orm.Session, project: Project, text: str, typed: bool) -> str:
    """A free address: as typed, or made from the title. One that was given stays, whatever the title becomes: links
    to it are out."""
    if not typed and project.slug:
        return project.slug
    wanted = slug(text, fallback="projekt")
    begin_so = select(Project.slug).where(Project.slug.startswith(wanted, autoescape=True))
    taken = {one for one in db.scalars(begin_so) if one != project.slug}
    if typed and wanted in taken:
        raise ProjectAddressTaken
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(one for one in numbered if one not in taken)
