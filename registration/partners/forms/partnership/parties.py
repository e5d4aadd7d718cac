"""Parties."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from registration.partners.forms.partnership.texts import line
from registration.partners.forms.picker import OrganisationField
from registration.partners.models import Partnership, PartnershipParty, PartyRole
from registration.partners.services.organisations.finding import Meant
from registration.partners.services.partnerships.parties import PartyCommand
from registration.partners.words.partnership import ROLES
from registration.web.fields import EditForm


def meant(field: OrganisationField) -> Meant:
    """What the picker says."""
    return Meant(str(field.data or ""), field.organisation_id)


class PartyForm(EditForm):
    """What a party is, and what the document calls it."""

    role = SelectField(
        _l("Role"),
        choices=[(one.value, _l(text)) for one, text in ROLES.items()],
        default=PartyRole.PARTY.value,
    )
    printed_as = line(
        _l("Name in the document"), _l("Only where it differs, for example: Starostwo Sieradzkie.")
    )

    @classmethod
    def of(cls, known: Partnership, party: PartnershipParty, **options: object) -> "PartyForm":
        """The form filled with what is stored."""
        told = {"role": party.role.value, "printed_as": party.printed_as, "edition": known.edition}
        return cls(data=told, **options)

    def to_command(self) -> PartyCommand:
        """What was typed."""
        return PartyCommand(PartyRole(self.role.data), self.printed_as.data or "")


class NewPartyForm(PartyForm):
    """One more party."""

    institution = OrganisationField(_l("Institution"), missing=_l("Enter the institution"))


class CommunesForm(EditForm):
    """All communes of a county at once."""

    county = OrganisationField(_l("County"), missing=_l("Enter the county"))
