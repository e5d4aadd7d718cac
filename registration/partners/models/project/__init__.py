"""Projects and what belongs to them."""

from registration.partners.models.project.funding import FundingLogo, FundingScheme
from registration.partners.models.project.project import Project, ProjectParty, ProjectRole

__all__ = ["FundingLogo", "FundingScheme", "Project", "ProjectParty", "ProjectRole"]
