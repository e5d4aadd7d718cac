"""Forms of a forum, its rules and its members."""

from collections.abc import Iterable
from typing import Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from registration.forum import commands, words
from registration.forum.forms.choices import as_member, of_words
from registration.forum.models import Majority, Quorum
from registration.partners.models import Project
from registration.web.fields import whole_number
from registration.web.forms import BaseForm, many_lines, one_line

MOST_NOTICE = 90


class EditForumForm(BaseForm):
    """The forum's texts and rules."""

    name = StringField(
        _l("Name of the forum"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter the name of the forum"))],
    )
    genitive = StringField(
        _l("Name in the title of the minutes"),
        description=_l("In the genitive, as after “meeting of”."),
        filters=[one_line],
        validators=[DataRequired(_l("Enter the name as it stands in the title of the minutes"))],
    )
    purpose = TextAreaField(_l("Purpose"), filters=[many_lines])
    quorum = RadioField(
        _l("Quorum"), choices=of_words(words.QUORUMS), coerce=as_member(Quorum), default=Quorum.HALF
    )
    majority = RadioField(
        _l("Majority, unless a vote says otherwise"),
        choices=of_words(words.MAJORITIES),
        coerce=as_member(Majority),
        default=Majority.SIMPLE,
    )
    notice_days = IntegerField(
        _l("Days of notice"),
        description=_l("How many days before the meeting members are to be called."),
        default=7,
        validators=[
            InputRequired(_l("Enter the number of days")),
            NumberRange(0, MOST_NOTICE, _l("Enter a number of days from 0 to 90")),
        ],
    )

    project_id = SelectField(_l("Set up by the project"), coerce=whole_number, validate_choice=False)

    def offer_projects(self, projects: Iterable[Project]) -> Self:
        """With the projects that may have set it up; where there are none, nobody is asked."""
        self.project_id.choices = [("", _("none")), *((one.id, one.title) for one in projects)]
        if len(self.project_id.choices) == 1:
            del self.project_id
        return self

    @property
    def rules(self) -> commands.Rules:
        """The rules as chosen."""
        return commands.Rules(self.quorum.data, self.majority.data, self.notice_days.data)

    def to_edit(self, forum_id: int) -> commands.EditForum:
        """The forum as it is to be."""
        texts = self.name.data, self.genitive.data, self.purpose.data or ""
        project = self.project_id.data if self.project_id else None
        return commands.EditForum(forum_id, *texts, self.rules, project)


class NewForumForm(EditForumForm):
    """A new forum, kept by one of the organisations in reach."""

    organisation_id = SelectField(
        _l("Organisation that keeps its papers"), coerce=int, validators=[InputRequired()]
    )

    def to_command(self) -> commands.CreateForum:
        """The forum to make."""
        texts = self.name.data, self.genitive.data, self.purpose.data or ""
        project = self.project_id.data if self.project_id else None
        return commands.CreateForum(self.organisation_id.data, *texts, self.rules, project_id=project)


class MembersForm(BaseForm):
    """All members, one in a line, from a day on."""

    names = TextAreaField(
        _l("Members"),
        description=_l("One in a line, in the order in which they are to be printed."),
        filters=[many_lines],
    )
    as_of = DateField(
        _l("From which day"),
        description=_l("Whoever is taken off the list was a member until the day before. Past lists stay."),
        validators=[InputRequired(_l("Enter the day from which the list holds"))],
    )

    def to_command(self, forum_id: int) -> commands.SetMembers:
        """The list to set; empty lines are left out."""
        lines = (one_line(line) for line in (self.names.data or "").splitlines())
        return commands.SetMembers(forum_id, tuple(str(line) for line in lines if line), self.as_of.data)
