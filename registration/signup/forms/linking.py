"""Linking a typed text to an institution of the common list, or to a new one."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import orm
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from registration.partners import queries
from registration.partners.forms import OrganisationField
from registration.partners.models import OrganisationKind
from registration.partners.services import OrganisationCommand
from registration.partners.words.organisation import KINDS
from registration.signup.queries.institutions import Typed
from registration.web.forms import BaseForm, one_line
from registration.web.writing import reading

MISSING = _l("Choose an institution from the list")


def on_the_list(form: "LinkInstitutionForm", field: OrganisationField) -> None:
    """A validator: an institution was chosen, or exactly one is called as it is typed."""
    if field.organisation_id is None:
        meant = queries.meant(reading(), field.data)
        if len(meant) != 1:
            raise ValidationError(MISSING)
        field.fill(meant[0])


class LinkInstitutionForm(BaseForm):
    """Which institution a text means."""

    institution = OrganisationField(_l("Institution"), missing=MISSING, check=on_the_list)

    @property
    def chosen_id(self) -> int:
        """The institution; the form is valid."""
        return self.institution.organisation_id or 0

    def begin(self, db: orm.Session, group: Typed) -> None:
        """Begin with what was typed and what it may mean; the only proposal is ticked."""
        field = self.institution
        field.settle(db)
        if not self.is_submitted():
            field.data = group.spellings[0]
            field.offer(group.proposed, group.proposed[0].id if len(group.proposed) == 1 else None)
        elif field.organisation_id is None:
            field.search(db)


class NewInstitutionForm(BaseForm):
    """An institution that the common list lacks."""

    name = StringField(_l("Name of the institution"), filters=[one_line])
    kind = SelectField(_l("Kind of institution"), default=OrganisationKind.LOCAL_UNIT.value)
    teryt = StringField(
        _l("TERYT code"), description=_l("Only of a commune, county or voivodeship"), filters=[one_line]
    )
    town = StringField(
        _l("Town"), description=_l("It tells the institution from its namesakes"), filters=[one_line]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name.flags.required = True
        self.kind.choices = [(kind.value, _l(KINDS[kind])) for kind in OrganisationKind]

    def begin(self, group: Typed) -> None:
        """Begin with what was typed."""
        if not self.is_submitted():
            self.name.data = group.spellings[0]

    def to_command(self) -> OrganisationCommand:
        """The command: it takes part in events and runs none."""
        return OrganisationCommand(
            kind=OrganisationKind(self.kind.data),
            name=self.name.data or "",
            teryt=self.teryt.data or "",
            town=self.town.data or "",
            runs_events=False,
        )
