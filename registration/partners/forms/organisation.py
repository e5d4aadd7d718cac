"""The forms of an institution."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from registration.partners.forms.picker import OrganisationField, not_too_long
from registration.partners.models import Organisation, OrganisationKind
from registration.partners.services import EndCommand, OrganisationCommand
from registration.partners.services.organisations.tidying import LIMITS
from registration.partners.words.organisation import KINDS
from registration.web.fields import Day, EditForm
from registration.web.forms import address, many_lines, one_line

_TEXTS = (
    *("name", "short_name", "genitive", "locative", "teryt", "nip", "regon", "street", "postcode", "town"),
    "email",
)


def _line(label: str, name: str, hint: str = "") -> StringField:
    too_long = _l("Shorten this: at most %(max)d characters fit.")
    return StringField(
        label, description=hint, filters=[one_line], validators=[Length(max=LIMITS[name], message=too_long)]
    )


class OrganisationForm(EditForm):
    """All that is kept of an institution. Whoever runs events has an office address, which its mails show."""

    name = StringField(
        _l("Name of the institution"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter the name of the institution")),
            Length(max=200, message=_l("The name may have at most 200 characters")),
        ],
    )
    renamed_on = Day(
        _l("Renamed on"),
        description=_l("Only if the new name is no correction: the first day on which it was borne."),
    )
    short_name = StringField(
        _l("Short name"),
        filters=[one_line],
        validators=[Length(max=100, message=_l("The short name may have at most 100 characters"))],
    )
    genitive = _line(_l("Name in the genitive"), "genitive", _l("For example: Powiatu Sieradzkiego"))
    locative = _line(_l("Name in the locative"), "locative", _l("For example: Powiecie Sieradzkim"))
    kind = SelectField(_l("Kind of institution"), default=OrganisationKind.ASSOCIATION.value)
    teryt = StringField(
        _l("TERYT code"),
        description=_l("Only of a voivodeship, county or commune."),
        filters=[one_line],
    )
    nip = StringField(_l("NIP"), filters=[one_line])
    regon = StringField(_l("REGON"), filters=[one_line])
    parent = OrganisationField(
        _l("Belongs to"),
        missing="",
        validators=[not_too_long],
        description=_l("For example the county of a school. Of a local government the code tells it."),
    )
    street = _line(_l("Street and number"), "street")
    postcode = _line(_l("Postcode"), "postcode")
    town = _line(_l("Town"), "town")
    domains = TextAreaField(
        _l("E-mail domains"),
        description=_l(
            "One a line, for example: powiat-sieradz.pl. Addresses in them propose this institution."
        ),
        filters=[many_lines],
        render_kw={"rows": 3},
    )
    valid_from = Day(_l("Exists since"))
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

    @classmethod
    def of(cls, known: Organisation, **options: Any) -> "OrganisationForm":
        """The form filled with what is stored."""
        told = {name: getattr(known, name) or "" for name in _TEXTS}
        told |= {"kind": known.kind.value, "runs_events": known.runs_events, "valid_from": known.valid_from}
        told |= {"domains": "\n".join(one.domain for one in known.domains), "edition": known.edition}
        form = cls(data=told, **options)
        if known.parent is not None and (not form.is_submitted() or "formdata" in options):
            form.parent.fill(known.parent)
        return form

    def take_from_organisers(self) -> "OrganisationForm":
        """Leave out what an administrator decides: who runs events."""
        del self.runs_events
        return self

    def to_command(self) -> OrganisationCommand:
        """The command; the form is valid."""
        return OrganisationCommand(
            **{name: self[name].data or "" for name in _TEXTS},
            kind=OrganisationKind(self.kind.data),
            runs_events=bool("runs_events" in self and self.runs_events.data),
            domains=tuple((self.domains.data or "").split()),
            parent=str(self.parent.data or ""),
            valid_from=self.valid_from.data,
            renamed_on=self.renamed_on.data,
        )


class EndForm(EditForm):
    """Since when an institution is no more, and who took over."""

    valid_until = Day(
        _l("No longer exists since"),
        description=_l("The first day on which it was no more. Empty: it still exists."),
    )
    successor = OrganisationField(
        _l("Taken over by"),
        missing="",
        validators=[not_too_long],
        description=_l("Empty if nobody took over."),
    )

    @classmethod
    def of(cls, known: Organisation, **options: Any) -> "EndForm":
        """The form filled with what is stored."""
        form = cls(data={"valid_until": known.valid_until, "edition": known.edition}, **options)
        if known.successor is not None and (not form.is_submitted() or "formdata" in options):
            form.successor.fill(known.successor)
        return form

    def to_command(self) -> EndCommand:
        """The command; the form is valid."""
        return EndCommand(self.valid_until.data, str(self.successor.data or ""))
