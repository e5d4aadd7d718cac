"""Forms of the sitting itself: the attendance list, votes, resolutions."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Regexp

from registration.forum import commands, words
from registration.forum.forms.choices import as_member, of_words
from registration.forum.models import ForumMember, Majority, MeetingPresence, PresenceState
from registration.web.forms import BaseForm, many_lines, one_line

MOST_VOTES = 9999


class PresenceRowForm(Form):  # type: ignore[misc]
    """One member on the list."""

    member_id = HiddenField(validators=[Regexp(r"\d{1,18}\Z")])
    state = SelectField(
        _l("Presence"),
        choices=of_words(words.PRESENCE),
        coerce=as_member(PresenceState),
        default=PresenceState.PRESENT,
        validators=[InputRequired()],
    )
    represented_by = StringField(_l("First and last name"), filters=[one_line])
    post = StringField(_l("Post"), filters=[one_line])


class PresenceForm(BaseForm):
    """The attendance list."""

    rows = FieldList(FormField(PresenceRowForm))

    def fill(self, members: Sequence[ForumMember], written: Iterable[MeetingPresence]) -> None:
        """Show a row for each member: as written before, else present and unnamed."""
        known = {row.member_id: row for row in written}
        for member in members:
            values: dict[str, object] = {"member_id": str(member.id)}
            if row := known.get(member.id):
                values |= {"state": row.state, "represented_by": row.represented_by, "post": row.post}
            self.rows.append_entry(values)

    def to_command(self, meeting_id: int) -> commands.RecordPresence:
        """The list to write."""
        rows = (
            commands.PresenceRow(
                int(row["member_id"]), row["state"], row["represented_by"] or "", row["post"] or ""
            )
            for row in self.rows.data
        )
        return commands.RecordPresence(meeting_id, tuple(rows))


def _votes(label: object) -> IntegerField:
    return IntegerField(
        label,
        validators=[
            InputRequired(_l("Enter a number; 0 when there were none")),
            NumberRange(0, MOST_VOTES, _l("Enter a number from 0 up")),
        ],
    )


class VoteForm(BaseForm):
    """An open vote under an item."""

    subject = StringField(
        _l("Subject of the vote"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter what was voted on"))],
    )
    majority = SelectField(
        _l("Majority"),
        choices=of_words(words.MAJORITIES),
        coerce=as_member(Majority),
        validators=[InputRequired()],
    )
    present = _votes(_l("Present at the vote"))
    in_favour = _votes(_l("For"))
    against = _votes(_l("Against"))
    abstained = _votes(_l("Abstained"))

    def to_command(self, item_id: int) -> commands.RecordVote:
        """The vote to note."""
        counts = {name: getattr(self, name).data for name in ("in_favour", "against", "abstained", "present")}
        return commands.RecordVote(item_id, self.subject.data, majority=self.majority.data, **counts)


class ResolutionForm(BaseForm):
    """What a vote adopted."""

    title = StringField(
        _l("On what"),
        description=_l("As after “Resolution on”: for example, the appointment of a working group."),
        filters=[one_line],
        validators=[DataRequired(_l("Enter what the resolution is about"))],
    )
    text = TextAreaField(
        _l("Text of the resolution"),
        filters=[many_lines],
        validators=[DataRequired(_l("Enter the text of the resolution"))],
    )

    def to_command(self, vote_id: int) -> commands.AdoptResolution:
        """The resolution to adopt."""
        return commands.AdoptResolution(vote_id, self.title.data, self.text.data)
