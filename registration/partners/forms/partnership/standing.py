"""How far a partnership has come, and its selection."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField

from registration.partners.forms.partnership.parties import meant
from registration.partners.forms.partnership.texts import prose
from registration.partners.forms.picker import OrganisationField, not_too_long
from registration.partners.models import Partnership, PartnershipStatus, SelectionResult
from registration.partners.partnership_states import NEXT
from registration.partners.services.partnerships.standing import SelectionCommand, StepCommand
from registration.partners.words.partnership import RESULTS, STATUSES
from registration.web.fields import EditForm
from registration.web.partial_date_field import PartialDateField


class StepForm(EditForm):
    """The next step, or the correction of a mistake."""

    # The service refuses what does not follow; after it has seen whether somebody was faster.
    status = SelectField(_l("New status"), coerce=PartnershipStatus, validate_choice=False)
    happened_on = PartialDateField(_l("When it happened"))
    note = prose(_l("Note"), _l("Shown in the history of the partnership."), rows=3)
    corrects = BooleanField(
        _l("I correct a mistake"),
        description=_l("Then any status may be chosen, and the note says what was wrong."),
    )

    def offer(self, known: Partnership) -> "StepForm":
        """What may follow, first; then what only a correction may choose."""
        following = NEXT[known.status]
        others = [one for one in PartnershipStatus if one not in (*following, known.status)]
        self.status.choices = [
            *((one, _l(STATUSES[one])) for one in following),
            *((one, _l("%(status)s (correction)", status=_l(STATUSES[one]))) for one in others),
        ]
        return self

    def to_command(self) -> StepCommand:
        """What was typed."""
        return StepCommand(
            self.status.data,
            self.happened_on.value,
            self.note.data or "",
            bool(self.corrects.data),
        )


class SelectionForm(EditForm):
    """Who selects, and what they have decided."""

    selector = OrganisationField(
        _l("Selected by"),
        missing="",
        validators=[not_too_long],
        description=_l("For example the voivodeship. Leave this empty if nobody selects."),
    )
    result = RadioField(
        _l("Result of the selection"),
        choices=[("", _l("not known yet")), *((one.value, _l(text)) for one, text in RESULTS.items())],
        default="",
    )
    decided_on = PartialDateField(_l("Day of the decision"))
    selection_note = prose(_l("Note on the selection"), rows=3)

    @classmethod
    def of(cls, known: Partnership, **options: object) -> "SelectionForm":
        """The form filled with what is stored."""
        told = {
            "result": known.selection_result.value if known.selection_result else "",
            "selection_note": known.selection_note,
            "edition": known.edition,
        }
        form = cls(data=told, **options)
        if not form.is_submitted() or "formdata" in options:
            form.decided_on.show(known.selection_on)
            if known.selector is not None:
                form.selector.fill(known.selector)
        return form

    def to_command(self) -> SelectionCommand:
        """What was typed."""
        result = SelectionResult(self.result.data) if self.result.data else None
        note = self.selection_note.data or ""
        return SelectionCommand(meant(self.selector), result, self.decided_on.value, note)
