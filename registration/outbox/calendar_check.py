"""The last look at a calendar part before its mail is frozen: broken bytes never leave the house."""

from registration.ical.lint import lint
from registration.ical.lint.problem import SENTENCES
from registration.outbox.email import CalendarPart
from registration.outbox.mime import ATTACHED_ONLY, BadMail

SHOWN = 3
"""How many faults the organiser is told of; the first ones say enough."""


class BrokenCalendar(BadMail):
    """The linter (registration.ical.lint) has found faults: no client could be trusted to read the entry right."""


def refuse_broken(part: CalendarPart) -> None:
    """Raises BrokenCalendar, with the first faults and their lines, unless the part is as the standards and our own
    stricter rules want it."""
    faults = lint(part.content, kind="feed" if part.method == ATTACHED_ONLY else "invitation")
    if faults:
        # What stood there is not repeated: it may be somebody's personal link.
        told = "; ".join(f"line {one.line}: {SENTENCES[one.code]}" for one in faults[:SHOWN])
        raise BrokenCalendar(f"{len(faults)} faults in the calendar part: {told}")
