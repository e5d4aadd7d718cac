"""Who leads."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, StringField
from wtforms.validators import Length

from registration.trainings.services import SpeakerFacts
from registration.trainings.services.speakers import LIMITS
from registration.web.fields import EditForm
from registration.web.forms import one_line


def _at_most(name: str) -> Length:
    return Length(max=LIMITS[name], message=_l("Shorten this: at most %(max)d characters fit."))


class SpeakerForm(EditForm):
    """A speaker: a name, or at least a post."""

    name = StringField(_l("First and last name"), filters=[one_line], validators=[_at_most("name")])
    post = StringField(
        _l("Post"),
        description=_l("Shown alone where the name is left empty."),
        filters=[one_line],
        validators=[_at_most("post")],
    )
    organisation_name = StringField(
        _l("Institution"), filters=[one_line], validators=[_at_most("organisation_name")]
    )
    email = EmailField(
        _l("E-mail"),
        description=_l("Not shown to the public."),
        filters=[one_line],
        validators=[_at_most("email")],
    )

    calendar_entries = BooleanField(
        _l("Send calendar entries of what they lead"),
        description=_l("Once the event is published; needs the e-mail address."),
        default=True,
    )

    def to_command(self) -> SpeakerFacts:
        """What was typed."""
        texts = {name: getattr(self, name).data or "" for name in LIMITS}
        return SpeakerFacts(**texts, calendar_entries=bool(self.calendar_entries.data))
