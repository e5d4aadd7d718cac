"""Partnerships on the page of their project, the project on theirs; what holds a project."""

from sqlalchemy import orm

from registration.core.language import N_, Sentence
from registration.partners.models import Partnership, Project
from registration.partners.queries import partnership as queries
from registration.web.panels import PageLink, PagePanel

PARTNERSHIPS, PROJECT = (
    Sentence(N_("Partnerships of the project")),
    Sentence(N_("Project of the partnership")),
)


def of_project(db: orm.Session, project: Project) -> PagePanel | None:
    """The published partnerships that came about within it."""
    found = queries.of_project(db, project.id)
    links = [
        PageLink(one.working_name, "partnerships.show", {"slug": one.slug}, sample=one.sample)
        for one in found
    ]
    return PagePanel("partnerships", PARTNERSHIPS, links) if links else None


def of_partnership(db: orm.Session, partnership: Partnership) -> PagePanel | None:
    """Its project, where everybody may read that."""
    project = partnership.project
    if project is None or project.published_at is None:
        return None
    link = PageLink(project.title, "projects.show", {"slug": project.slug}, sample=project.sample)
    return PagePanel("project", PROJECT, [link])


def names(db: orm.Session, project: Project) -> list[str]:
    """The partnerships that belong to it, so that it is not deleted under them."""
    return [one.working_name for one in queries.of_project(db, project.id, published=False)]
