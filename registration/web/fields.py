"""Fields that take numbers, days and hours as people type them, and say in our words what they expect."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import DateField, DateTimeLocalField, HiddenField, IntegerField, TimeField

from registration.web.forms import BaseForm

DAYS = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"]
HOURS = ["%H:%M", "%H.%M", "%H:%M:%S", "%H"]
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M", "%Y-%m-%dT%H:%M:%S"]


def typed(field: Any) -> str:
    """What was typed into a field, as it was."""
    return str(field.raw_data[0]).strip() if field.raw_data else ""


def whole_number(value: Any) -> int | None:
    """The number of the row that was chosen in a list, or none; for `coerce`."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class _Patient:
    """Nothing typed is no value, not a mistake; a mistake is said in the words of `complaint`."""

    complaint = staticmethod(lambda: "")

    def process_formdata(self, values: Sequence[str]) -> None:
        """As the field itself, with our words."""
        self.data: Any = None
        tidy = [value.strip() for value in values if value.strip()]
        if not tidy:
            return
        try:
            super().process_formdata(tidy)  # type: ignore[misc]
        except ValueError as problem:
            raise ValueError(self.complaint()) from problem


class WholeNumber(_Patient, IntegerField):  # type: ignore[misc]
    """A whole number, or none."""

    complaint = staticmethod(lambda: _("Enter a whole number."))


class Day(_Patient, DateField):  # type: ignore[misc]
    """A calendar day, or none: "2026-07-01", "1.07.2026"."""

    complaint = staticmethod(lambda: _("Enter the date as day.month.year, for example 1.07.2026."))

    def __init__(self, label: object = None, **values: Any) -> None:
        super().__init__(label, format=DAYS, **values)


class Clock(_Patient, TimeField):  # type: ignore[misc]
    """A time of day, or none: "9:00", "9.00", "9"."""

    complaint = staticmethod(lambda: _("Enter the time as hour:minutes, for example 9:00."))

    def __init__(self, label: object = None, **values: Any) -> None:
        super().__init__(label, format=HOURS, **values)


class Moment(_Patient, DateTimeLocalField):  # type: ignore[misc]
    """A wall-clock time of a day, or none."""

    complaint = staticmethod(lambda: _("Enter the date and time, for example 1.07.2026 9:00."))

    def __init__(self, label: object = None, **values: Any) -> None:
        super().__init__(label, format=MOMENTS, **values)


class EditForm(BaseForm):
    """A form of something that others may edit at the same time: it carries the edition that it shows."""

    edition = HiddenField()

    @property
    def typed_edition(self) -> int:
        """The edition that the form was opened with; 0, older than all, for anything else."""
        text = str(self.edition.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
