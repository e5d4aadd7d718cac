"""Shifting a whole day of the programme: the small form below the items."""

from datetime import date, timedelta
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField

from registration.trainings.forms.programme import ProgrammeForm
from registration.trainings.forms.rows import Fields
from registration.trainings.services.programme.times import FIRST_YEAR, LAST_YEAR
from registration.web.fields import Day, WholeNumber, typed
from registration.web.filters import short_day

MOST_MINUTES = 24 * 60
"""The farthest that a day is shifted by minutes; farther it goes by a date."""


class ShiftForm(FlaskForm):  # type: ignore[misc]
    """A day of the programme, later or earlier, or on another date."""

    class Meta:
        """The programme's form has the token."""

        csrf = False

    day = SelectField(_l("Which day"), validate_choice=False)
    minutes = WholeNumber(_l("By how many minutes"), description=_l("For example 15; earlier: -15."))
    to = Day(_l("To which date"))

    @classmethod
    def of(cls, form: ProgrammeForm, sent: Fields | None) -> Self:
        """The form with the days that are typed now."""
        shown = cls(formdata=sent, prefix="shift-")
        days = {row.form.day.data for row in form.items.entries if row.form.day.data is not None}
        shown.day.choices = [(day.isoformat(), short_day(day)) for day in sorted(days)]
        shown.day.flags.required = True  # a list always has a choice: it spares the word "optional"
        return shown

    @property
    def chosen(self) -> date | None:
        """The day to shift; None when it is none of the programme's."""
        return date.fromisoformat(self.day.data) if self.day.data in dict(self.day.choices) else None

    def problem(self) -> tuple[Any, str] | None:
        """(field, sentence) of what keeps the day where it is; None when it can be shifted."""
        if typed(self.minutes) and (self.minutes.data is None or abs(self.minutes.data) > MOST_MINUTES):
            return self.minutes, _("Enter a number of minutes, at most %(most)s.", most=MOST_MINUTES)
        if typed(self.to) and (self.to.data is None or not FIRST_YEAR <= self.to.data.year <= LAST_YEAR):
            return self.to, _("Enter the date as day.month.year, for example 1.07.2026.")
        if self.chosen is None:
            return self.day, _("Choose a day of the programme.")
        if not self.minutes.data and self.to.data in (None, self.chosen):
            return self.minutes, _("Enter by how many minutes the day is shifted, or to which date.")
        return None

    def by(self, day: date) -> timedelta:
        """How far; only where there is no problem."""
        whole = self.to.data - day if self.to.data else timedelta()
        return timedelta(minutes=self.minutes.data or 0) + whole
