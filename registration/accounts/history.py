"""The audit trail in words: who did what, when, and how it was before.

Packages register the sentence of each of their actions, the names of the values that they note, and the words
of values that are states:

    describe(
        {"event.published": N_("Published")}, {"capacity": N_("Seats")}, {"visibility": {"draft": N_("draft")}}
    )
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from registration.accounts.models import AuditLine
from registration.core.dates import full
from registration.core.language import Sentence
from registration.core.word_diff import Line, changed_lines, changed_words
from registration.web.filters import short_moment
from registration.web.language import language, say

LONG = 60
"""Characters from which on a text is compared word by word."""
_DAY, _HOUR = r"(\d{4}-\d\d-\d\d)", r"(\d\d:\d\d)"
_HOURS = re.compile(rf"\A{_DAY} {_HOUR}–(?:{_DAY} )?{_HOUR}")
_actions: dict[str, str] = {}
_names: dict[str, str] = {}
_words: dict[str, dict[str, str]] = {}


@dataclass(frozen=True)
class Change:
    """One value that differs, in words; "" where there was or is none."""

    name: str
    before: str
    after: str
    lines: tuple[Line, ...] = ()
    """Word by word what is different: of long texts, and of each item of a list."""


@dataclass(frozen=True)
class Told:
    """One line of the trail, for a reader."""

    at: datetime
    who: str
    what: str
    changes: tuple[Change, ...]


def describe(
    actions: Mapping[str, str],
    names: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Register marked texts: of actions, of the names of values, and of values ({name: {value: word}})."""
    _actions.update(actions)
    _names.update(names or {})
    for name, values in (words or {}).items():
        _words.setdefault(name, {}).update(values)


def described() -> frozenset[str]:
    """The actions that have a sentence."""
    return frozenset(_actions)


def told(lines: Iterable[AuditLine]) -> list[Told]:
    """The lines in the language in force. What has no word of its own is shown as it is noted."""
    return [
        Told(line.at, _who(line), _said(_actions.get(line.action, line.action)), _changes(line))
        for line in lines
    ]


def actions_in_words(actions: Iterable[str]) -> list[tuple[str, str]]:
    """(action, its sentence) in the order of the sentences."""
    return sorted(((one, _said(_actions.get(one, one))) for one in actions), key=lambda pair: pair[1])


def _who(line: AuditLine) -> str:
    kinds = {
        "participant": _("a participant"),
        "member": _("a member of the forum"),
        "recipient": _("a recipient of an invitation"),
        "program": _("the program"),
    }
    return line.actor_name or kinds.get(line.actor_kind, line.actor_kind)


def _changes(line: AuditLine) -> tuple[Change, ...]:
    noted = dict.fromkeys([*line.before, *line.after])
    return tuple(
        Change(
            _said(_names.get(name, name)),
            _word(name, line.before.get(name)),
            _word(name, line.after.get(name)),
            _lines(name, line.before.get(name), line.after.get(name)),
        )
        for name in noted
    )


def _lines(name: str, before: Any, after: Any) -> tuple[Line, ...]:
    """Of short values there is nothing to compare: one stands beside the other."""
    if isinstance(before, list) and isinstance(after, list):
        was, now = ([_word(name, one) for one in side] for side in (before, after))
        return tuple(changed_lines(was, now)) if name not in _words else ()
    if not isinstance(before, str) or not isinstance(after, str) or max(len(before), len(after)) < LONG:
        return ()
    return (changed_words(before, after),) if before and after else ()


def _said(text: str) -> str:
    return say(Sentence(text))


def _word(name: str, value: Any) -> str:
    """ "szkic", "tak", "1 lipca 2026 r., godz. 9:00", "12"; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return "; ".join(_word(name, one) for one in value)
    known = _words.get(name, {}).get(str(value))
    return _said(known) if known else _moment(str(value))


def _moment(text: str) -> str:
    """An instant noted in ISO form, in words of the site's zone; another text as it is."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return _HOURS.sub(_hours, text, count=1)
    return short_moment(instant) if instant.tzinfo is not None else text


def _hours(noted: re.Match[str]) -> str:
    """The hours with which a noted item of a programme begins, as a programme says them."""
    first, begins, last, ends = noted.groups()
    try:
        start = datetime.fromisoformat(f"{first}T{begins}+00:00")
        return full(start, datetime.fromisoformat(f"{last or first}T{ends}+00:00"), "UTC", language())
    except ValueError:  # the second of two equal hours in autumn, or no day at all
        return noted[0]
