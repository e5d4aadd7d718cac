"""The last look at a calendar part before its mail is frozen: broken bytes never leave the house.

Entries of one event differ in the lines of one person only. What has passed once is known by everything but these
lines; of the next entry like it the linter is shown the person's lines alone, in a calendar of the least that it
wants. No rule of the linter ties one of them to the others, but that each is there once (ical/lint/whole.py).
"""

import re
from typing import Literal

from registration.ical.lint import lint
from registration.ical.lint.problem import SENTENCES
from registration.outbox.email import CalendarPart
from registration.outbox.mime import ATTACHED_ONLY, BadMail

SHOWN = 3
"""How many faults the organiser is told of; the first ones say enough."""
_KNOWN = 128
_PERSONAL = re.compile(
    rb"^(UID|DTSTAMP|SEQUENCE|DESCRIPTION|LAST-MODIFIED|ATTENDEE)[:;][^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*",
    re.MULTILINE,
)
_LEAST = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Zapisy//Zapisy//PL\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n%s"
    b"DTSTART:20260101T100000Z\r\nDTEND:20260101T110000Z\r\nSUMMARY:-\r\nSTATUS:CONFIRMED\r\n"
    b"ORGANIZER:mailto:a@b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_sound: set[bytes] = set()
"""What has passed, its personal lines emptied; at most _KNOWN."""


class BrokenCalendar(BadMail):
    """The linter (registration.ical.lint) has found faults: no client could be trusted to read the entry right."""


def refuse_broken(part: CalendarPart) -> None:
    """Raises BrokenCalendar, with the first faults and their lines, unless the part is as the standards and our own
    stricter rules want it."""
    if part.method == ATTACHED_ONLY:
        _refuse(part.content, "feed")
        return
    shape = _PERSONAL.sub(rb"\1:\r\n", part.content)
    if shape in _sound and _personal_lines_are_sound(part.content):
        return
    _refuse(part.content, "invitation")
    if len(_sound) >= _KNOWN:
        _sound.clear()
    _sound.add(shape)


def _personal_lines_are_sound(content: bytes) -> bool:
    theirs = b"".join(found.group() for found in _PERSONAL.finditer(content))
    return not lint(_LEAST.replace(b"%s", theirs), kind="invitation")


def _refuse(content: bytes, kind: Literal["invitation", "feed"]) -> None:
    faults = lint(content, kind=kind)
    if faults:
        # What stood there is not repeated: it may be somebody's personal link.
        told = "; ".join(f"line {one.line}: {SENTENCES[one.code]}" for one in faults[:SHOWN])
        raise BrokenCalendar(f"{len(faults)} faults in the calendar part: {told}")
