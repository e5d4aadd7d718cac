"""The forum of a project on its public page, and what holds the project and its institutions."""

from sqlalchemy import orm

from registration.core.language import N_, Sentence
from registration.forum.queries import projects as queries
from registration.partners.models import Project, ProjectParty
from registration.web.panels import PageLink, PagePanel

TITLE = Sentence(N_("Forum of the project"))


def of_project(db: orm.Session, project: Project) -> PagePanel | None:
    """The forums that the project has set up."""
    found = queries.forums_of(db, project.id)
    links = [PageLink(one.name, "forum.show", {"slug": one.slug}, sample=one.sample) for one in found]
    return PagePanel("forum", TITLE, links) if links else None


def names(db: orm.Session, project: Project) -> list[str]:
    """The forums that belong to it, so that it is not deleted under them."""
    return [one.name for one in queries.forums_of(db, project.id)]


def memberships(db: orm.Session, party: ProjectParty) -> list[str]:
    """The project's forums of which the institution is a member still."""
    return queries.memberships(db, party.project_id, party.organisation_id)
