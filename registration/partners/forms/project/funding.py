"""Who pays for a project, and the logos."""

import re
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from registration.files.forms import PICTURES, UploadEditForm, UploadField
from registration.partners.forms.partnership.texts import TOO_LONG, line
from registration.partners.models import FundingLogo, Project
from registration.partners.services.projects.funding import FundingCommand
from registration.partners.services.texts import LINE, PROSE
from registration.web.fields import EditForm
from registration.web.forms import many_lines, one_line

_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f"))
_AMOUNT = re.compile("[0-9]{1,15}([.][0-9]{1,4})?")


def amount_of(text: str) -> Decimal | None:
    """ "1 234 567,89 zł" as a number; None for nothing. Raises ValueError."""
    told = text.removesuffix("zł").removesuffix("PLN").translate(_SPACES).replace(",", ".")
    if not told:
        return None
    if _AMOUNT.fullmatch(told) is None:
        raise ValueError(told)
    return Decimal(told)


def _amount(form: object, field: Any) -> None:
    """A validator: money as people type it."""
    try:
        amount_of(field.data or "")
    except ValueError as problem:
        raise ValidationError(_("Enter the amount in złotys, for example 1 234 567,89.")) from problem


class FundingForm(EditForm):
    """The sentence and the figures."""

    sentence = TextAreaField(
        _l("Sentence that says who pays"),
        description=_l("As whoever pays prescribes it: Projekt współfinansowany ze środków …"),
        filters=[many_lines],
        validators=[
            DataRequired(_l("Enter the sentence that says who pays")),
            Length(max=PROSE, message=TOO_LONG),
        ],
        render_kw={"rows": 3},
    )
    number = line(_l("Number of the agreement"))
    value = StringField(
        _l("Value of the project"), filters=[one_line], validators=[_amount], description=_l("In złotys.")
    )
    contribution = StringField(
        _l("Contribution of the scheme"),
        filters=[one_line],
        validators=[_amount],
        description=_l("What the scheme pays of it, in złotys."),
    )

    @classmethod
    def of(cls, known: Project, **options: object) -> "FundingForm":
        """The form filled with what is stored."""
        told: dict[str, object] = {"edition": known.edition}
        scheme = known.funding
        if scheme is not None:
            amounts = {name: getattr(scheme, name) for name in ("value", "contribution")}
            told |= {"sentence": scheme.sentence, "number": scheme.number}
            told |= {name: f"{one:.2f}".replace(".", ",") for name, one in amounts.items() if one is not None}
        return cls(data=told, **options)

    def to_command(self) -> FundingCommand:
        """What was typed."""
        return FundingCommand(
            self.sentence.data or "",
            self.number.data or "",
            amount_of(self.value.data or ""),
            amount_of(self.contribution.data or ""),
        )


def _alt() -> StringField:
    return StringField(
        _l("Whose logo it is"),
        description=_l("Those who do not see it read this, for example: Unia Europejska."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Write whose logo this is: those who do not see it read that")),
            Length(max=LINE, message=TOO_LONG),
        ],
    )


class LogoForm(EditForm):
    """The words of a logo that is there."""

    alt = _alt()

    @classmethod
    def of(cls, known: Project, logo: FundingLogo, **options: object) -> "LogoForm":
        """The form filled with what is stored."""
        return cls(data={"alt": logo.alt, "edition": known.edition}, **options)


class NewLogoForm(UploadEditForm):
    """One more logo."""

    file = UploadField(
        _l("Logo"), accept=PICTURES, description=_l("PNG with a transparent background, JPEG or WebP.")
    )
    alt = _alt()

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.file.flags.required = True  # said by the service; here it spares the word "optional"
