"""The form of a photograph: who is seen where, from the left."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from registration.files.forms import PICTURES, UploadEditForm, UploadField
from registration.news.describing import Seen
from registration.news.models import Photograph, Posture
from registration.news.services import PhotographCommand
from registration.news.services.photographs import LONGEST, MOST_PEOPLE
from registration.news.words import POSTURES
from registration.web.fields import EditForm
from registration.web.forms import BaseForm, many_lines, one_line

EMPTY_ROWS = 4
LINE = Length(max=300, message=_l("Shorten this: at most %(max)d characters fit."))


class SeenForm(Form):  # type: ignore[misc]
    """Somebody in the picture."""

    Meta = BaseForm.Meta

    who = StringField(_l("Post, or a group in words"), filters=[one_line], validators=[LINE])
    name = StringField(_l("Name"), filters=[one_line], validators=[LINE])
    posture = SelectField(_l("How"), default="")

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.posture.choices = [(one.value, _(word)) for one, word in POSTURES.items()]


class DescribedForm(EditForm):
    """The words of a photograph."""

    place = StringField(
        _l("Where"),
        description=_l(
            "As it goes on after “photograph …”, in Polish: “na tle baneru Powiatu Sieradzkiego”."
        ),
        filters=[one_line],
        validators=[LINE],
    )
    people = FieldList(FormField(SeenForm), max_entries=MOST_PEOPLE)
    alt = TextAreaField(
        _l("Description for those who do not see it"),
        description=_l(
            "Left empty, it is made of the place and the people above. It can be corrected afterwards."
        ),
        filters=[many_lines],
        validators=[Length(max=LONGEST, message=_l("Shorten this: at most %(max)d characters fit."))],
    )
    caption = TextAreaField(
        _l("Caption below the photograph"),
        description=_l("Left empty, it is made of the people above."),
        filters=[many_lines],
        validators=[Length(max=LONGEST, message=_l("Shorten this: at most %(max)d characters fit."))],
    )
    decorative = BooleanField(
        _l("The photograph is decorative"),
        description=_l(
            "It says nothing that does not stand in the text: who does not see it misses nothing."
        ),
    )

    def to_command(self) -> PhotographCommand:
        """What was typed."""
        return PhotographCommand(
            place=self.place.data or "",
            people=tuple(_seen(row.form) for row in self.people),
            alt=self.alt.data or "",
            caption=self.caption.data or "",
            decorative=bool(self.decorative.data),
        )

    def add_rows(self) -> None:
        """A few more rows, while there is room."""
        for _number in range(min(EMPTY_ROWS, MOST_PEOPLE - len(self.people))):
            self.people.append_entry()


def _seen(row: Any) -> Seen:
    return Seen(row.who.data or "", row.name.data or "", Posture(row.posture.data or ""))


class PhotographForm(DescribedForm):
    """Of one that is there already."""

    @staticmethod
    def values(one: Photograph) -> dict[str, Any]:
        """The arguments of a form that shows the photograph as it is stored."""
        people = [{"who": p.who, "name": p.name, "posture": p.posture.value} for p in one.people]
        texts = {name: getattr(one, name) for name in ("place", "alt", "caption", "decorative")}
        return {"data": {**texts, "people": people}}


class NewPhotographForm(DescribedForm, UploadEditForm):
    """With the file."""

    file = UploadField(
        _l("Photograph"),
        accept=PICTURES,
        description=_l("JPEG, PNG or WebP. The place where it was taken and the camera are not kept."),
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.file.flags.required = True  # said by the service; here it spares the word "optional"
