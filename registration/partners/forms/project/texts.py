"""The texts and dates of a project."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from registration.partners.forms.contact import OwnedForm
from registration.partners.forms.partnership.texts import TOO_LONG, line, prose
from registration.partners.models import Project
from registration.partners.services.projects.saving import ProjectCommand
from registration.partners.services.texts import LINE
from registration.web.forms import one_line
from registration.web.partial_date_field import PartialDateField

_TEXTS = ("title", "slug", "goal", "specific_goals", "source")


class ProjectForm(OwnedForm):
    """What it is called, what for, when."""

    owner = SelectField(
        _l("Institution that keeps the record"),
        description=_l("Events and forums of this institution can belong to the project."),
        coerce=str,
        validate_choice=True,
    )
    title = StringField(
        _l("Title of the project"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter the title of the project")),
            Length(max=LINE, message=TOO_LONG),
        ],
    )
    goal = prose(_l("Goal"))
    specific_goals = prose(_l("Specific goals"), _l("One a line, in their order."), rows=8)
    starts_on = PartialDateField(_l("Begins"))
    ends_on = PartialDateField(_l("Ends"))
    slug = line(
        _l("Address of the page"),
        _l("Empty: made from the title. Links that people have stop working when you change it."),
        limit=80,
    )
    source = prose(
        _l("Source"), _l("Where a record comes from, and what the source leaves open. Shown on the page.")
    )

    @classmethod
    def of(cls, known: Project, **options: object) -> "ProjectForm":
        """The form filled with what is stored."""
        form = cls(data={name: getattr(known, name) for name in (*_TEXTS, "edition")}, **options)
        form.offer(())
        if not form.is_submitted() or "formdata" in options:
            form.starts_on.show(known.starts_on)
            form.ends_on.show(known.ends_on)
        return form

    def to_command(self) -> ProjectCommand:
        """What was typed."""
        texts = {name: self[name].data or "" for name in _TEXTS}
        return ProjectCommand(**texts, starts_on=self.starts_on.value, ends_on=self.ends_on.value)
