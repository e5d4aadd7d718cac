"""Our own check of calendar bytes before they leave, independent of the library that wrote them.

Owns: problem (the codes, each with its RFC section), octets → content → structure → whole, in this order,
and grammar, the tables of the standards. It is stricter than the standards where clients are weaker: no
alarms, no floating times, no tables of dates in a VTIMEZONE, VERSION and PRODID first.
Callers: whoever sends or stores calendar bytes, and the tests.
"""

from typing import Literal

from registration.ical.lint import content, octets, structure, whole
from registration.ical.lint.problem import Code, Problem, problem

__all__ = ["Code", "Problem", "lint"]


def lint(data: bytes, *, kind: Literal["invitation", "feed"]) -> list[Problem]:
    """Everything wrong with a calendar, in the order of its lines; an empty list if it may leave.

    "invitation" is one REQUEST or CANCEL to one person, "feed" a PUBLISH (a subscription or a download).
    Never raises, whatever the bytes.
    """
    unfolded, problems = octets.unfold(data)
    lines = []
    for one in unfolded:
        line, faults = content.parse(one)
        problems += faults
        if line is not None:
            lines.append(line)
    roots, faults = structure.build(lines)
    problems += faults
    calendars = [root for root in roots if root.name == "VCALENDAR"]
    for calendar in calendars:
        problems += structure.check(calendar)
        problems += whole.check(calendar, kind)
    if not calendars:
        problems.append(problem(Code.NOT_A_CALENDAR, 1))
    return sorted(set(problems), key=lambda found: (found.line, found.code))
