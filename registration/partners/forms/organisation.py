"""The form of an organisation."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from registration.partners.models import OrganisationKind
from registration.partners.services import OrganisationCommand
from registration.partners.words.organisation import KINDS
from registration.web.forms import BaseForm, address, one_line


class OrganisationForm(BaseForm):
    """Who runs events: the name and address that their mails show."""

    name = StringField(
        _l("Name of the institution"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter the name of the institution")),
            Length(max=200, message=_l("The name may have at most 200 characters")),
        ],
    )
    short_name = StringField(
        _l("Short name"),
        filters=[one_line],
        validators=[Length(max=100, message=_l("The short name may have at most 100 characters"))],
    )
    kind = SelectField(_l("Kind of institution"), default=OrganisationKind.ASSOCIATION.value)
    teryt = StringField(_l("TERYT code"), filters=[one_line])
    runs_events = BooleanField(_l("Runs events here"), default=True)
    email = EmailField(
        _l("E-mail of the office"),
        description=_l(
            "Answers to the institution's mails come there; it also stands in the information clause"
        ),
        filters=[one_line],
        validators=[Optional(), address],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, _l(KINDS[kind])) for kind in OrganisationKind]

    def to_command(self) -> OrganisationCommand:
        """The command; the form is valid."""
        return OrganisationCommand(
            kind=OrganisationKind(self.kind.data),
            name=self.name.data,
            short_name=self.short_name.data or "",
            email=self.email.data or "",
            teryt=self.teryt.data or "",
            runs_events=self.runs_events.data,
        )
