"""The institutions of a project."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from registration.partners.forms.partnership.texts import line
from registration.partners.forms.picker import OrganisationField
from registration.partners.models import Project, ProjectParty, ProjectRole
from registration.partners.services.projects.parties import ProjectPartyCommand
from registration.partners.words.project import ROLES
from registration.web.fields import EditForm


class ProjectPartyForm(EditForm):
    """What an institution is in the project, and what it is printed as."""

    role = SelectField(
        _l("Role"),
        choices=[(one.value, _l(text)) for one, text in ROLES.items()],
        default=ProjectRole.PARTNER.value,
    )
    printed_as = line(_l("Name as printed"), _l("Only where it differs, for example: miasto Skierniewice."))

    @classmethod
    def of(cls, known: Project, party: ProjectParty, **options: object) -> "ProjectPartyForm":
        """The form filled with what is stored."""
        told = {"role": party.role.value, "printed_as": party.printed_as, "edition": known.edition}
        return cls(data=told, **options)

    def to_command(self) -> ProjectPartyCommand:
        """What was typed."""
        return ProjectPartyCommand(ProjectRole(self.role.data), self.printed_as.data or "")


class NewProjectPartyForm(ProjectPartyForm):
    """One more institution."""

    institution = OrganisationField(_l("Institution"), missing=_l("Enter the institution"))
