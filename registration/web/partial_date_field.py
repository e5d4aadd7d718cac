"""A date that may be known in part only, as people type it: day, month, year, or the words of a source."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, FormField, StringField

from registration.core.partial_date import PartialDate
from registration.web.forms import one_line
from registration.web.language import language

_PARTS = ("day", "month", "year")
_MOST_DIGITS = 4
_LONGEST_PRINTED = 300


class PartialDateParts(Form):  # type: ignore[misc]
    """The inputs of one date. Draw them by components/partial_date.html."""

    day = StringField(_l("Day"), filters=[one_line])
    month = StringField(_l("Month"), filters=[one_line])
    year = StringField(_l("Year"), filters=[one_line])
    as_printed = StringField(
        _l("As printed in the source"),
        description=_l("Only when the date is not known as numbers, for example: today"),
        filters=[one_line],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the parts make a date, or none; the message stands at the day."""
        sound = bool(super().validate(extra_validators))
        try:
            self.value  # noqa: B018 (asked for what it refuses)
        except ValueError as problem:
            self.day.errors = [*self.day.errors, str(problem)]
            return False
        return sound

    @property
    def value(self) -> PartialDate | None:
        """What was typed; None for nothing. Raises ValueError, in words for a person."""
        year, month, day = (_number(self[name].data or "") for name in reversed(_PARTS))
        printed = (self.as_printed.data or "")[:_LONGEST_PRINTED]
        if year is None and month is None and day is None and not printed:
            return None
        try:
            return PartialDate(year, month, day, printed)
        except ValueError as problem:
            raise ValueError(
                _("These numbers make no date. A day needs its month, a month its year or its day.")
            ) from problem


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise ValueError(_("Enter the day, month and year in digits."))
    return int(text)


class PartialDateField(FormField):  # type: ignore[misc]
    """A field of a form: `field.value` is the PartialDate or None, `field.show(date)` fills it in."""

    def __init__(self, label: object = None, **values: Any) -> None:
        super().__init__(PartialDateParts, label, **values)

    @property
    def value(self) -> PartialDate | None:
        """The date, of a form that is valid."""
        found: PartialDate | None = self.form.value
        return found

    @property
    def in_words(self) -> str:
        """The date as people say it; parts that make none, as they were typed."""
        try:
            return self.form.value.spoken(language()) if self.form.value else ""
        except ValueError:
            return " ".join(part.data for part in self.form if part.data)

    def show(self, known: PartialDate | None) -> Self:
        """Fill the inputs with a date."""
        for name in (*_PARTS, "as_printed"):
            part = getattr(known, name, None)
            self.form[name].data = "" if part is None else str(part)
        return self
