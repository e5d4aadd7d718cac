"""Acts that change who may see an event."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from registration.trainings.services.publishing import REASON_LIMIT
from registration.web.fields import EditForm
from registration.web.forms import BaseForm, many_lines


class ActForm(BaseForm):
    """An act that asks nothing: only that it was meant."""


class UndoForm(EditForm):
    """Taking the last change back: only that it was meant, of the event as it was seen."""


class CancelForm(BaseForm):
    """Calling an event off."""

    reason = TextAreaField(
        _l("Why"),
        description=_l("One or two sentences. Participants read them in the e-mail, everybody on the page."),
        filters=[many_lines],
        validators=[
            InputRequired(_l("Say in a sentence why: participants will read it.")),
            Length(max=REASON_LIMIT, message=_l("Shorten this: at most %(max)d characters fit.")),
        ],
    )
