"""How far a partnership has come, and who selects it."""

from dataclasses import dataclass, field

from sqlalchemy import orm

from registration.core.language import Sentence
from registration.core.partial_date import PartialDate
from registration.partners.errors.partnership import (
    CorrectionUnexplained,
    LetterMissing,
    StatusSame,
    StepNotNext,
)
from registration.partners.models import (
    DocumentKind,
    Partnership,
    PartnershipStatus,
    SelectionResult,
    StatusStep,
)
from registration.partners.partnership_states import NEXT
from registration.partners.services import texts
from registration.partners.services.organisations.finding import Meant, unit_meant
from registration.partners.services.partnerships.changing import Editing, changing
from registration.partners.words.partnership import STATUSES

_RESULTS = {
    PartnershipStatus.SELECTED: SelectionResult.SELECTED,
    PartnershipStatus.NOT_SELECTED: SelectionResult.NOT_SELECTED,
}


@dataclass(frozen=True)
class StepCommand:
    """The next step as typed; `happened_on` None where the day is not known. With `corrects` any status may follow, and
    the note says what was wrong."""

    status: PartnershipStatus
    happened_on: PartialDate | None = None
    note: str = ""
    corrects: bool = False


@dataclass(frozen=True)
class SelectionCommand:
    """Who selects, if it is known, and what they have decided, if they have."""

    selector: Meant = field(default_factory=Meant)
    result: SelectionResult | None = None
    decided_on: PartialDate | None = None
    note: str = ""


def take_step(db: orm.Session, editing: Editing, command: StepCommand) -> None:
    """Note the next step, or correct the last one. Being selected or not is noted in the selection, too.

    Raises StatusSame, StepNotNext, CorrectionUnexplained, LetterMissing, TextTooLong, NoSuchPartnership,
    PartnershipChanged.
    """
    with changing(
        db, editing, "partnership.corrected" if command.corrects else "partnership.went_on"
    ) as known:
        note = texts.prose(command.note, "note")
        _refuse(known, command, note)
        known.status = command.status
        if (result := _RESULTS.get(command.status)) is not None:
            known.selection_result = result
            known.selection_on = command.happened_on or known.selection_on
        step = StatusStep(status=command.status, note=note, corrects=command.corrects, noted_at=editing.now)
        step.happened_on = command.happened_on
        known.steps.append(step)


def set_selection(db: orm.Session, editing: Editing, command: SelectionCommand) -> None:
    """Who selects, and the result. The status stays: it is a step of its own.

    Raises UnitUnknown, UnitUnclear, TextTooLong, NoSuchPartnership, PartnershipChanged.
    """
    with changing(db, editing, "partnership.selection_changed") as known:
        known.selector = unit_meant(db, command.selector, "selector")
        known.selection_result, known.selection_on = command.result, command.decided_on
        known.selection_note = texts.prose(command.note, "note")


def _refuse(known: Partnership, command: StepCommand, note: str) -> None:
    word = Sentence(STATUSES[command.status])
    if command.status is known.status:
        raise StatusSame(status=word)
    if command.corrects and not note:
        raise CorrectionUnexplained
    if not command.corrects and command.status not in NEXT[known.status]:
        raise StepNotNext(status=word)
    letters = [one for one in known.documents if one.kind is DocumentKind.LETTER_OF_INTENT]
    if command.status is PartnershipStatus.LETTER_SIGNED and not letters:
        raise LetterMissing
