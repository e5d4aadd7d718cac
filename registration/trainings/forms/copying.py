"""The same training on new dates."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from registration.core.language import N_, Sentence
from registration.trainings.errors import CopyRefused
from registration.trainings.forms.programme import item_name
from registration.trainings.services import NewDate
from registration.trainings.services.basics import LIMITS
from registration.trainings.services.programme.times import START_SKIPPED
from registration.web.fields import Day
from registration.web.forms import BaseForm, one_line
from registration.web.language import say

SKIPPED = N_(
    "%(item)s: there is no %(time)s on its new day, the clocks go forward. Choose another first day."
)
UNFIT = N_("%(item)s: its hours do not fit its new day. Choose another first day.")


class CopyForm(BaseForm):
    """When it begins anew, and what it is called."""

    first_day = Day(
        _l("First day"),
        description=_l("The other days and all hours follow from it."),
        validators=[InputRequired(_l("Enter the date as day.month.year, for example 1.07.2026."))],
    )
    title = StringField(
        _l("Title"),
        filters=[one_line],
        validators=[
            InputRequired(_l("Enter the title.")),
            Length(max=LIMITS["title"], message=_l("Shorten this: at most %(max)d characters fit.")),
        ],
    )
    slug = StringField(
        _l("Address of the page"),
        description=_l("The end of its web address. Left empty, it is made of the title."),
        filters=[one_line],
        validators=[Length(max=LIMITS["slug"], message=_l("Shorten this: at most %(max)d characters fit."))],
    )

    def add_refusal(self, refused: CopyRefused) -> None:
        """Every item that does not fit its new day, by its name, at the date that was asked for."""
        self.first_day.errors = [*self.first_day.errors, say(refused.told), *_named(refused)]

    def to_command(self) -> NewDate:
        """What was typed."""
        return NewDate(self.first_day.data, self.title.data or "", self.slug.data or "")


def _named(refused: CopyRefused) -> list[str]:
    """The items in words, which advise what can be done here: the hours themselves are not asked for."""
    return [
        say(Sentence(SKIPPED if fault.text == START_SKIPPED else UNFIT, {**dict(fault.values), "item": item}))
        for fault in refused.faults
        for item in [item_name(fault.index, refused.titles[fault.index])]
    ]
