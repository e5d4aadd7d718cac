"""Forms of the agenda: one item, and its text in the minutes."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Regexp

from registration.forum import commands, words
from registration.forum.forms.choices import as_member, of_words
from registration.forum.models import AgendaKind
from registration.web.forms import BaseForm, many_lines, one_line


class ItemForm(BaseForm):
    """One point of the agenda."""

    title = StringField(
        _l("Title of the item"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter the title of the item"))],
    )
    kind = SelectField(
        _l("Kind of item"),
        choices=of_words(words.AGENDA_KINDS),
        coerce=as_member(AgendaKind),
        default=AgendaKind.BUSINESS,
        validators=[InputRequired()],
    )
    presenter = StringField(
        _l("Who presents it"), description=_l("Name, post, institution."), filters=[one_line]
    )

    @property
    def item(self) -> commands.NewItem:
        """The point as typed."""
        return commands.NewItem(self.title.data, self.kind.data, self.presenter.data or "")


class TextForm(BaseForm):
    """The text of an item, over the version that was shown."""

    text = TextAreaField(_l("Text for the minutes"), filters=[many_lines])
    base_version = HiddenField(validators=[Regexp(r"\d{1,9}\Z")])

    def to_command(self, item_id: int) -> commands.WriteItem:
        """The text to save."""
        return commands.WriteItem(item_id, self.text.data or "", int(self.base_version.data))
