"""Pages of projects: for everybody, and at the desk."""

from registration.partners.views.projects import (  # noqa: F401 (they add their pages)
    funding,
    listing,
    logos,
    parties,
    public,
    publishing,
    texts,
)
from registration.partners.views.projects.blueprints import projects, projects_desk

__all__ = ["projects", "projects_desk"]
