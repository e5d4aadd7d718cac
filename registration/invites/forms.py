"""Who works at an event."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, SelectMultipleField, StringField
from wtforms.validators import Length

from registration.invites.services.staff import LIMITS, StaffFacts
from registration.trainings.models import EventDay
from registration.web import filters
from registration.web.forms import BaseForm, one_line


def _at_most(name: str) -> Length:
    return Length(max=LIMITS[name], message=_l("Shorten this: at most %(max)d characters fit."))


class StaffForm(BaseForm):
    """Somebody of the staff; `offer` says on which days they may work."""

    name = StringField(_l("First and last name"), filters=[one_line], validators=[_at_most("name")])
    duty = StringField(
        _l("What they do"),
        description=_l("For example: reception, sound, transport."),
        filters=[one_line],
        validators=[_at_most("duty")],
    )
    email = EmailField(_l("E-mail"), description=_l("Not shown to the public."), filters=[one_line])
    calendar_entries = BooleanField(
        _l("Send calendar entries"),
        description=_l("Once the event is published; needs the e-mail address."),
        default=True,
    )
    all_days = BooleanField(_l("They work on all days"), default=True)
    days = SelectMultipleField(
        _l("On which days"),
        description=_l("Counts if they do not work on all days."),
        choices=[],
        validate_choice=False,
    )

    def offer(self, days: Iterable[EventDay]) -> None:
        """With the event's days."""
        named = [(str(day.id), filters.day(day.date)) for day in days if day.date is not None]
        self.days.choices = named
        self.name.flags.required = True

    def to_command(self) -> StaffFacts:
        """What was typed; days of another event are left out."""
        known = {value for value, _name in self.days.choices}
        chosen = frozenset(int(one) for one in self.days.data or () if one in known)
        return StaffFacts(
            name=self.name.data or "",
            duty=self.duty.data or "",
            email=self.email.data or "",
            calendar_entries=bool(self.calendar_entries.data),
            all_days=bool(self.all_days.data) or (len(known) < 2),
            day_ids=chosen,
        )


class AskForm(BaseForm):
    """A question with one button."""
