"""The texts of a partnership."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from registration.partners.forms.contact import OwnedForm
from registration.partners.models import FrameKind, Partnership, Project
from registration.partners.services.partnerships.saving import PartnershipCommand
from registration.partners.services.texts import LINE, NAME, PROSE
from registration.partners.words.partnership import FRAMES
from registration.web.fields import whole_number
from registration.web.forms import many_lines, one_line

TOO_LONG = _l("Shorten this: at most %(max)d characters fit.")
_TEXTS = (
    *(
        "working_name",
        "full_name",
        "headline",
        "slug",
        "purpose",
        "frame_name",
        "frame_aim",
        "frame_audience",
    ),
    *("areas", "source"),
)


def line(label: str, hint: str | None = None, limit: int = LINE) -> StringField:
    """One line that may stay empty."""
    return StringField(
        label, description=hint or "", filters=[one_line], validators=[Length(max=limit, message=TOO_LONG)]
    )


def prose(label: str, hint: str | None = None, rows: int = 4) -> TextAreaField:
    """Several lines that may stay empty."""
    return TextAreaField(
        label,
        description=hint or "",
        filters=[many_lines],
        validators=[Length(max=PROSE, message=TOO_LONG)],
        render_kw={"rows": rows},
    )


class PartnershipForm(OwnedForm):
    """What it is called, what for, in what frame, where."""

    owner = SelectField(_l("The record is kept by"), coerce=str, validate_choice=True)
    working_name = StringField(
        _l("Working name"),
        description=_l("As people speak of it, for example: Sieradzkie+"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter the name by which the partnership is spoken of")),
            Length(max=NAME, message=TOO_LONG),
        ],
    )
    full_name = line(
        _l("Full name"), _l("As it stands in the document; leave this empty while it is not known.")
    )
    headline = line(_l("What the source calls it"), _l("Where that is not a registered name."))
    slug = line(
        _l("Address of the page"),
        _l("Empty: made from the working name. Links that people have stop working when you change it."),
        limit=80,
    )
    purpose = prose(_l("What for"))
    project_id = SelectField(
        _l("Project"),
        description=_l("The project within which it came about, if there is one."),
        coerce=whole_number,
        validate_choice=False,
    )
    areas = prose(_l("Areas"), _l("What it works on, or where; one a line."))
    frame_kind = RadioField(
        _l("Takes part in"),
        choices=[
            ("", _l("nothing larger, or it is not known")),
            *((one.value, _l(text)) for one, text in FRAMES.items()),
        ],
        default="",
    )
    frame_name = line(_l("Name of the pilot or programme"))
    frame_aim = prose(_l("Its aim"), rows=3)
    frame_audience = prose(_l("For whom it is"), _l("One group a line."), rows=3)
    source = prose(
        _l("Source"), _l("Where a record comes from, and what the source leaves open. Shown on the page.")
    )

    @classmethod
    def of(cls, known: Partnership, **options: object) -> "PartnershipForm":
        """The form filled with what is stored."""
        told = {name: getattr(known, name) for name in _TEXTS}
        told["project_id"] = known.project_id
        told |= {"frame_kind": known.frame_kind.value if known.frame_kind else "", "edition": known.edition}
        form = cls(data=told, **options)
        form.offer(())
        return form

    def to_command(self) -> PartnershipCommand:
        """What was typed."""
        texts = {name: self[name].data or "" for name in _TEXTS}
        kind = FrameKind(self.frame_kind.data) if self.frame_kind.data else None
        project = self.project_id.data if self.project_id else None
        return PartnershipCommand(**texts, frame_kind=kind, project_id=project)

    def offer_projects(self, projects: Iterable[Project]) -> "PartnershipForm":
        """The projects to choose from; where there is none, nobody is asked."""
        self.project_id.choices = [("", _l("none")), *((one.id, one.title) for one in projects)]
        if len(self.project_id.choices) == 1:
            del self.project_id
        return self
