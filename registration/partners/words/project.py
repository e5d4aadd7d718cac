"""What projects and their parts are called, in forms, on pages and in the history."""

from registration.core.language import N_
from registration.partners.models import ProjectRole

ROLES = {
    ProjectRole.LEADER: N_("leader of the project"),
    ProjectRole.PARTNER: N_("partner of the project"),
    ProjectRole.BENEFICIARY: N_("beneficiary of the project"),
}
ACTIONS = {
    "project.made": N_("Project added"),
    "project.changed": N_("Texts and dates of the project changed"),
    "project.published": N_("Project published"),
    "project.hidden": N_("Project hidden"),
    "project.deleted": N_("Project deleted"),
    "project.party_added": N_("Institution added to the project"),
    "project.party_changed": N_("Role or printed name changed"),
    "project.parties_ordered": N_("Order of the institutions changed"),
    "project.party_removed": N_("Institution removed from the project"),
    "project.funding_set": N_("Funding changed"),
    "project.funding_removed": N_("Funding removed"),
    "project.logo_added": N_("Logo added"),
    "project.logo_changed": N_("Description of a logo changed"),
    "project.logos_ordered": N_("Order of the logos changed"),
    "project.logo_removed": N_("Logo removed"),
}
NAMES = {
    "project_title": N_("Title of the project"),
    "project_slug": N_("Address of the page"),
    "project_goal": N_("Goal"),
    "project_specific_goals": N_("Specific goals"),
    "project_starts_on": N_("Begins"),
    "project_ends_on": N_("Ends"),
    "project_source": N_("Source"),
    "project_published": N_("Published"),
    "project_parties": N_("Institutions of the project"),
    "project_funding": N_("Sentence that says who pays"),
    "project_funding_number": N_("Number of the agreement"),
    "project_funding_value": N_("Value of the project"),
    "project_funding_contribution": N_("Contribution of the scheme"),
    "project_funding_logos": N_("Logos"),
}
WORDS: dict[str, dict[str, str]] = {}
