"""The form of an item's texts."""

from collections.abc import Iterable
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from registration.forum.models import Meeting
from registration.news.services import NewsCommand
from registration.news.services.items import LIMITS
from registration.partners.models import Organisation, Partnership
from registration.trainings.models import Event
from registration.web.fields import EditForm
from registration.web.forms import BaseForm, many_lines, one_line


def _at_most(name: str) -> Length:
    return Length(max=LIMITS[name], message=_l("Shorten this: at most %(max)d characters fit."))


def _number(value: Any) -> int | None:
    """The chosen row, or none."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class ActForm(EditForm):
    """A button alone, with the edition that it was shown for."""


class ItemForm(EditForm):
    """What is told."""

    title = StringField(
        _l("Title"), filters=[one_line], validators=[InputRequired(_l("Enter the title.")), _at_most("title")]
    )
    lead = TextAreaField(
        _l("Lead"),
        description=_l("One or two sentences that stand for the whole, in lists and in the feed."),
        filters=[many_lines],
        validators=[_at_most("lead")],
    )
    text = TextAreaField(
        _l("Text"),
        description=_l(
            "An empty line begins a paragraph; “- ” a list; *word* is italic, [words](address) a link."
        ),
        filters=[many_lines],
        validators=[_at_most("text")],
    )
    signed = StringField(
        _l("Signed"),
        description=_l(
            "The author’s name or initials, as they sign; left empty, the institution stands alone."
        ),
        filters=[one_line],
        validators=[_at_most("signed")],
    )
    source = TextAreaField(
        _l("Source"),
        description=_l("Where it was taken from, and what that does not say."),
        filters=[many_lines],
        validators=[_at_most("source")],
    )
    slug = StringField(
        _l("Address of the page"),
        description=_l("The end of its web address. Left empty, it is made of the title."),
        filters=[one_line],
        validators=[_at_most("slug")],
    )
    event_id = SelectField(_l("About the event"), coerce=_number)
    meeting_id = SelectField(_l("About the meeting of a forum"), coerce=_number)
    partnership_id = SelectField(_l("About the partnership"), coerce=_number)

    def offer(
        self, events: Iterable[Event], meetings: Iterable[Meeting], partnerships: Iterable[Partnership]
    ) -> Self:
        """With what it may be about."""
        none = ("", _("none"))
        self.event_id.choices = [none, *((one.id, one.title) for one in events)]
        self.meeting_id.choices = [none, *((one.id, _meeting(one)) for one in meetings)]
        self.partnership_id.choices = [none, *((one.id, one.working_name) for one in partnerships)]
        return self

    def to_command(self) -> NewsCommand:
        """What was typed."""
        told: dict[str, Any] = {name: getattr(self, name).data or "" for name in LIMITS}
        linked = {name: getattr(self, name).data for name in ("event_id", "meeting_id", "partnership_id")}
        return NewsCommand(**told, **linked)


def _meeting(one: Meeting) -> str:
    numbered = _("meeting no. %(number)s", number=one.numeral) if one.numeral else one.session.title
    return f"{one.forum.name}: {numbered}"


class NewItemForm(BaseForm):
    """A new item begins with its title; the rest is asked for on the next page."""

    title = StringField(
        _l("Title"), filters=[one_line], validators=[InputRequired(_l("Enter the title.")), _at_most("title")]
    )
    organisation = SelectField(_l("Institution that tells it"), coerce=int)

    def of(self, owners: Iterable[Organisation]) -> Self:
        """With the institutions that may tell it."""
        self.organisation.choices = [(one.id, one.name) for one in owners]
        self.organisation.flags.required = True
        return self

    def to_command(self) -> NewsCommand:
        """The title."""
        return NewsCommand(title=self.title.data or "")
