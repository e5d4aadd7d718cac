"""Forms of a meeting's life: planning, its particulars, its times, and acts that only need a yes."""

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import DataRequired, InputRequired

from registration.core.dates import local_to_utc
from registration.forum import commands, words
from registration.forum.forms.choices import as_member, of_words
from registration.forum.models import MeetingForm, MeetingKind
from registration.web.forms import BaseForm, many_lines, one_line


class ParticularsForm(BaseForm):
    """What the head of the minutes says."""

    kind = RadioField(
        _l("Kind"),
        choices=of_words(words.MEETING_KINDS),
        coerce=as_member(MeetingKind),
        default=MeetingKind.ORDINARY,
    )
    form = RadioField(
        _l("How people meet"),
        choices=[*of_words(words.FORMS), ("", _l("Not known (only for a record of the past)"))],
        coerce=as_member(MeetingForm),
        default=MeetingForm.STATIONARY,
    )
    place = StringField(
        _l("Place in the title of the minutes"),
        description=_l("With its preposition: “in room 2 of the county office”. The address is the event’s."),
        filters=[one_line],
    )
    chair = StringField(_l("Chair: first and last name"), filters=[one_line])
    chair_post = StringField(_l("Chair: post"), filters=[one_line])
    secretary = StringField(_l("Minute-taker: first and last name"), filters=[one_line])
    secretary_post = StringField(_l("Minute-taker: post"), filters=[one_line])
    guests = TextAreaField(_l("Guests"), description=_l("One in a line."), filters=[many_lines])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.data = self.form.data or ""

    @property
    def particulars(self) -> commands.Particulars:
        """The particulars as typed."""
        names = ("place", "chair", "chair_post", "secretary", "secretary_post", "guests")
        texts = {name: getattr(self, name).data or "" for name in names}
        return commands.Particulars(kind=self.kind.data, form=self.form.data or None, **texts)

    def to_edit(self, meeting_id: int) -> commands.EditMeeting:
        """The meeting as it is to be."""
        return commands.EditMeeting(meeting_id, self.particulars)


class NewMeetingForm(ParticularsForm):
    """A meeting in one of the sittings that are still free."""

    session_id = SelectField(_l("Part of the programme"), coerce=int, validators=[InputRequired()])

    def to_command(self, forum_id: int) -> commands.CreateMeeting:
        """The meeting to plan."""
        return commands.CreateMeeting(forum_id, self.session_id.data, self.particulars)


class ConfirmForm(BaseForm):
    """A page that names an act's effect and has one button."""


class TimeForm(BaseForm):
    """A time of the day of the meeting, by the clocks of its event."""

    time = TimeField(_l("Time"), validators=[InputRequired(_l("Enter the time, for example 9:00"))])

    def instant(self, day: date, zone: str, after: datetime | None = None) -> datetime:
        """The time typed on that day; on the next one when it would not be later than `after`.

        Raises registration.core.dates.NonexistentTime where the clocks go forward.
        """
        found = local_to_utc(datetime.combine(day, self.time.data), zone)
        if after is None or found > after or after - found < timedelta(hours=12):
            return found
        return local_to_utc(datetime.combine(day + timedelta(days=1), self.time.data), zone)


class ReasonForm(BaseForm):
    """An act that says why."""

    reason = StringField(
        _l("Reason"), filters=[one_line], validators=[DataRequired(_l("Say in a sentence why"))]
    )


class ApproveForm(BaseForm):
    """Approval of the minutes."""

    note = StringField(
        _l("How they were adopted"),
        description=_l("For example: adopted without remarks at meeting no. 2/2026."),
        filters=[one_line],
    )

    def to_command(self, meeting_id: int) -> commands.ApproveMinutes:
        """The approval."""
        return commands.ApproveMinutes(meeting_id, self.note.data or "")
