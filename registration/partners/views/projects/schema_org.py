"""A project for search engines: schema.org's Project (https://schema.org/Project) as JSON-LD 1.1."""

from typing import Any

from registration.core.partial_date import PartialDate
from registration.partners.models import Project, ProjectRole
from registration.web.structured import SCHEMA, in_script


def as_script(project: Project, address: str) -> str:
    """The text of <script type="application/ld+json">."""
    return in_script(described(project, address))


def described(project: Project, address: str) -> dict[str, Any]:
    """The project as JSON-LD; what is not known is left out, and so is a date without its year."""
    told: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Project",
        "@id": address,
        "url": address,
        "name": project.title,
        "description": project.goal,
        "foundingDate": _iso(project.starts_on),
        "dissolutionDate": _iso(project.ends_on),
        "member": [
            _organisation(one.organisation.name)
            for one in project.parties
            if one.role is not ProjectRole.BENEFICIARY
        ],
    }
    return {name: value for name, value in told.items() if value}


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _iso(known: PartialDate | None) -> str | None:
    """ "2012-10" is a date of ISO 8601; a day without its year is none."""
    return known.iso if known and known.year is not None else None
