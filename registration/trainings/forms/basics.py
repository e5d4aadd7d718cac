"""What an event is: the form of a new event and of its change."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import InputRequired, Length

from registration.core.dates import in_zone
from registration.partners.models import Organisation, Project
from registration.trainings.models import Event, EventKind
from registration.trainings.services import Basics
from registration.trainings.services.basics import LIMITS
from registration.trainings.words import KINDS, LANGUAGES
from registration.web.fields import EditForm, Moment, WholeNumber, whole_number
from registration.web.forms import many_lines, one_line

ZONES = (
    "Europe/Warsaw",
    "Europe/Berlin",
    "Europe/Brussels",
    "Europe/Kyiv",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Prague",
    "Europe/Vilnius",
    "UTC",
)


def _at_most(name: str) -> Length:
    return Length(max=LIMITS[name], message=_l("Shorten this: at most %(max)d characters fit."))


class BasicsForm(EditForm):
    """The texts and figures of an event."""

    kind = SelectField(_l("Kind"))
    title = StringField(
        _l("Title"), filters=[one_line], validators=[InputRequired(_l("Enter the title.")), _at_most("title")]
    )
    slug = StringField(
        _l("Address of the page"),
        description=_l("The end of its web address. Left empty, it is made of the title."),
        filters=[one_line],
        validators=[_at_most("slug")],
    )
    purpose = TextAreaField(
        _l("What for"),
        description=_l("What participants will know or be able to do afterwards."),
        filters=[many_lines],
        validators=[_at_most("purpose")],
    )
    audience = TextAreaField(_l("For whom"), filters=[many_lines], validators=[_at_most("audience")])
    cost = StringField(
        _l("Cost"),
        description=_l("In words, for example “PLN 120 per person”. Left empty: free of charge."),
        filters=[one_line],
        validators=[_at_most("cost")],
    )
    project_id = SelectField(
        _l("Project"),
        description=_l("The event’s page and mails then say who pays for it."),
        coerce=whole_number,
        validate_choice=False,
    )
    language = SelectField(_l("Language of the event"))
    zone = SelectField(_l("Time zone"), description=_l("All times of this event are entered in it."))
    capacity = WholeNumber(_l("Number of places"), description=_l("Left empty: no limit."))
    opens = Moment(_l("Sign-up opens"), description=_l("Left empty: with the publication."))
    closes = Moment(_l("Sign-up closes"), description=_l("Left empty: when the event begins."))
    accessibility = TextAreaField(
        _l("Access at this event"),
        description=_l("For example a sign language interpreter, captions, breaks, a quiet room."),
        filters=[many_lines],
        validators=[_at_most("accessibility")],
    )
    contact_name = StringField(
        _l("Contact: post or name"), filters=[one_line], validators=[_at_most("contact_name")]
    )
    contact_email = EmailField(
        _l("Contact: e-mail"), filters=[one_line], validators=[_at_most("contact_email")]
    )
    contact_phone = TelField(
        _l("Contact: telephone"), filters=[one_line], validators=[_at_most("contact_phone")]
    )

    def __init__(self, *args: Any, zones: Sequence[str] = ZONES, **values: Any) -> None:
        super().__init__(*args, **values)
        self.kind.choices = [(kind.value, _(word)) for kind, word in KINDS.items()]
        self.language.choices = [(code, _(word)) for code, word in LANGUAGES.items()]
        self.zone.choices = [(zone, zone) for zone in zones]
        for chosen in (self.kind, self.language, self.zone):
            chosen.flags.required = True  # a list always has a choice: it spares the word "optional"

    def offer_projects(self, projects: Iterable[Project]) -> Self:
        """With the projects that it may belong to; where there are none, nobody is asked."""
        self.project_id.choices = [("", _("none")), *((one.id, one.title) for one in projects)]
        if len(self.project_id.choices) == 1:
            del self.project_id
        return self

    @classmethod
    def of(cls, event: Event) -> Self:
        """The form as it is filled for an event."""
        return cls(**cls.values(event))

    @staticmethod
    def values(event: Event) -> dict[str, Any]:
        """The arguments of a form that shows the event as it is stored."""
        zones = ZONES if event.zone in ZONES else (event.zone, *ZONES)
        data = {"kind": event.kind.value, "opens": _wall(event, "opens"), "closes": _wall(event, "closes")}
        return {"obj": event, "data": data, "zones": zones}

    def to_command(self) -> Basics:
        """What was typed."""
        texts = {name: getattr(self, name).data or "" for name in LIMITS}
        return Basics(
            kind=EventKind(self.kind.data),
            language=self.language.data,
            zone=self.zone.data,
            capacity=self.capacity.data,
            opens=self.opens.data,
            closes=self.closes.data,
            project_id=self.project_id.data if self.project_id else None,
            **texts,
        )


def _wall(event: Event, name: str) -> datetime | None:
    """A moment of the sign-up window by the clocks of the event's zone."""
    at: datetime | None = getattr(event, f"sign_up_{name}_at")
    return None if at is None else in_zone(at, event.zone).replace(tzinfo=None)


class NewEventForm(BasicsForm):
    """A new event: also whose it is."""

    organisation = SelectField(_l("Organiser"), coerce=int)

    def offer(self, owners: Iterable[Organisation]) -> Self:
        """With the organisations that may own it."""
        self.organisation.choices = [(one.id, one.name) for one in owners]
        self.organisation.flags.required = True
        return self
