"""The programme as one form: every item with its fields. Its buttons: registration.trainings.forms.arranging."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    URLField,
)

from registration.core.dates import in_zone
from registration.core.language import Sentence
from registration.trainings.errors import Fault
from registration.trainings.forms.rows import Fields
from registration.trainings.models import Event, EventSession, SessionKind, Speaker
from registration.trainings.services import Programme, SessionDraft
from registration.trainings.words import SESSION_KINDS
from registration.web.fields import Clock, Day, EditForm, typed
from registration.web.forms import many_lines, one_line
from registration.web.language import say

MOST_ITEMS = 60
"""More do not fit into one form (registration.web.security limits its parts)."""


class ItemForm(FlaskForm):  # type: ignore[misc]
    """One item of the programme, in the event's time zone."""

    class Meta:
        """The programme's form has the token."""

        csrf = False

    id = HiddenField()
    title = StringField(_l("Title"), filters=[one_line])
    day = Day(_l("Date"))
    start = Clock(_l("From"))
    end = Clock(_l("To"))
    end_day = Day(_l("Date of the end"), description=_l("Only if it ends on a later day."))
    kind = SelectField(_l("Kind"))
    room = StringField(_l("Room"), filters=[one_line])
    online_url = URLField(
        _l("Link"), description=_l("Only people who have signed up see it."), filters=[one_line]
    )
    description = TextAreaField(_l("Description"), filters=[many_lines])
    speakers = SelectMultipleField(_l("Speakers"), choices=[], validate_choice=False)
    split_at = Clock(_l("Divide at"), description=_l("Left empty: in the middle."))
    """Asked by the button that divides the item, and by nothing else."""

    optional = BooleanField(_l("Chosen by participants (they tick it when they sign up)"))

    def offer(self, speakers: Sequence[Speaker]) -> None:
        """With the words of this request and the event's speakers."""
        self.kind.choices = [(kind.value, _(word)) for kind, word in SESSION_KINDS.items()]
        self.speakers.choices = [(str(one.id), one.name or one.post) for one in speakers]
        for field in (self.title, self.day, self.start, self.end, self.kind):
            field.flags.required = (
                True  # by the item's name, in ProgrammeForm; here it spares the word "optional"
            )

    @property
    def chosen_speakers(self) -> str:
        """The names of those who are ticked."""
        return ", ".join(name for id, name in self.speakers.choices if id in (self.speakers.data or ()))

    @property
    def is_blank(self) -> bool:
        """Whether it is a new item into which nothing was typed."""
        texts = (self.title, self.start, self.end, self.room, self.online_url, self.description)
        return not self.id.data and not any(typed(field) for field in texts) and not self.speakers.data

    def to_draft(self) -> SessionDraft:
        """What was typed; only after validation."""
        return SessionDraft(
            id=_number(self.id.data),
            day=self.day.data,
            start=self.start.data,
            end=self.end.data,
            end_day=self.end_day.data,
            kind=SessionKind(self.kind.data),
            title=self.title.data or "",
            room=self.room.data or "",
            online_url=self.online_url.data or "",
            description=self.description.data or "",
            speaker_ids=tuple(_number(one) for one in self.speakers.data or ()),
            optional=bool(self.optional.data),
        )


class ProgrammeForm(EditForm):
    """All items."""

    items = FieldList(FormField(ItemForm))

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.elsewhere: list[tuple[str, str]] = []
        """(id of the control, message) of what was refused on the page, outside of this form's own fields."""

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Everything refused, for the summary."""
        return [*super().problems, *self.elsewhere]

    @classmethod
    def of(cls, event: Event, sent: Fields | None = None) -> Self:
        """The form as it is filled for an event; or, and then of nothing else, as it was sent."""
        if sent is None:
            items = [_filled(one, event.zone) for one in event.sessions] or [{}]
            form = cls(formdata=None, data={"edition": event.edition, "items": items})
        else:
            form = cls(formdata=sent)
        form.offer(event.speakers)
        return form

    def offer(self, speakers: Sequence[Speaker]) -> None:
        """With the words of this request and the event's speakers."""
        for row in self.items.entries:
            row.form.offer(speakers)

    def validate(self, extra_validators: Any = None) -> bool:
        """Leaves out blank items; what is missing or cannot be read is refused by the item's name."""
        self.items.entries[:] = [row for row in self.items.entries if not row.form.is_blank]
        for row in self.items.entries:
            row.form.split_at.process_errors = ()  # saving divides nothing
        passed = super().validate(extra_validators) and self._fits()
        found = [self._complain(number, row.form) for number, row in enumerate(self.items.entries)]
        return passed and all(found)

    def _fits(self) -> bool:
        if len(self.items.entries) <= MOST_ITEMS:
            return True
        self.form_errors.append(_("A programme has at most %(most)s items.", most=MOST_ITEMS))
        return False

    def _complain(self, number: int, row: ItemForm) -> bool:
        name, right = item_name(number, row.title.data), True
        for field, complaint in _complaints(row, name):
            field.errors = [complaint]
            right = False
        return right

    def add_faults(self, faults: Sequence[Fault]) -> None:
        """Show what the service refused, each at its field, by the item's name."""
        for fault in faults:
            row = self.items.entries[fault.index].form
            values = {**dict(fault.values), "item": item_name(fault.index, row.title.data)}
            row[fault.field].errors = [*row[fault.field].errors, say(Sentence(fault.text, values))]

    def to_command(self) -> Programme:
        """What was typed."""
        return Programme(tuple(row.form.to_draft() for row in self.items.entries))


def item_name(number: int, title: str | None) -> str:
    """ "Item 2 “Break”"; `number` counts from 0."""
    if title:
        return str(_("Item %(number)s “%(title)s”", number=number + 1, title=title))
    return str(_("Item %(number)s", number=number + 1))


def _complaints(row: ItemForm, item: str) -> list[tuple[Any, str]]:
    """(field, message) of what is not there or cannot be read."""
    found: list[tuple[Any, str]] = []
    if row.day.data is None:
        found.append((row.day, _("%(item)s: enter the date, for example 1.07.2026.", item=item)))
    if row.start.data is None:
        found.append((row.start, _("%(item)s: enter when it begins, for example 9:00.", item=item)))
    if row.end.data is None:
        found.append((row.end, _("%(item)s: enter when it ends, for example 15:30.", item=item)))
    if row.end_day.data is None and typed(row.end_day):
        found.append(
            (row.end_day, _("%(item)s: enter the date of the end, for example 2.07.2026.", item=item))
        )
    if row.kind.errors:
        found.append((row.kind, _("%(item)s: choose the kind.", item=item)))
    return found


def _filled(session: EventSession, zone: str) -> dict[str, Any]:
    """A stored session as it stands in the form."""
    values: dict[str, Any] = {
        "id": session.id,
        "kind": session.kind.value,
        "speakers": [str(speaker.id) for speaker in session.speakers],
        **{
            name: getattr(session, name)
            for name in ("title", "room", "online_url", "description", "optional")
        },
    }
    if session.starts_at is None or session.ends_at is None:
        return values
    start, end = in_zone(session.starts_at, zone), in_zone(session.ends_at, zone)
    later = end.date() if end.date() - start.date() >= timedelta(days=1) else None
    return {**values, "day": start.date(), "start": start.time(), "end": end.time(), "end_day": later}


def _number(text: object) -> int:
    """A row's id or place; 0 for anything else."""
    digits = str(text or "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else 0
