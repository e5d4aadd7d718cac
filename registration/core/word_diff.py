"""What was changed in a text, word by word. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_SHOWN_AROUND = 60
"""Characters of unchanged text that are left on each side of a change."""
_ALIKE = 0.5
"""From this ratio of equal words on, two lines are versions of one thing."""


class Mark(StrEnum):
    """What became of a part of a text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Part:
    """A stretch of text and what became of it."""

    mark: Mark
    text: str


Line = tuple[Part, ...]


def changed_words(before: str, after: str) -> Line:
    """The text with what was taken out and put in, in the order of reading; long unchanged stretches are cut by "…"."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[tuple[str, str]] = []  # (gone, new), equal where both are the same
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        was, now = "".join(old[i1:i2]), "".join(new[j1:j2])
        between = tag == "equal" and not any(char.isalnum() for char in was) and i1 > 0 and i2 < len(old)
        if found and found[-1][0] != found[-1][1] and (tag != "equal" or between):
            found[-1] = (found[-1][0] + was, found[-1][1] + now)
        else:
            found.append((was, now))
    return tuple(part for number, pair in enumerate(found) for part in _parts(pair, number, len(found)))


def changed_lines(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """Each line that differs: versions of one thing beside each other, what came and what went by itself."""
    alike = {
        (i, j): likeness
        for i, one in enumerate(before)
        for j, other in enumerate(after)
        if (likeness := _likeness(one, other)) >= _ALIKE
    }
    pairs: dict[int, int] = {}
    for i, j in sorted(alike, key=lambda pair: (-alike[pair], pair)):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    was = [
        changed_words(line, after[pairs[i]]) if i in pairs else (Part(Mark.GONE, line),)
        for i, line in enumerate(before)
    ]
    came = [(Part(Mark.NEW, line),) for j, line in enumerate(after) if j not in pairs.values()]
    return [*was, *came]


def _likeness(one: str, other: str) -> float:
    """How many words two lines have in common, from 0 to 1."""
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _parts(pair: tuple[str, str], number: int, count: int) -> list[Part]:
    was, now = pair
    if was == now:
        return [Part(Mark.SAME, _cut(was, number > 0, number < count - 1))]
    return [Part(mark, text) for mark, text in ((Mark.GONE, was), (Mark.NEW, now)) if text]


def _cut(text: str, after_change: bool, before_change: bool) -> str:
    """An unchanged stretch: its end before a change and its beginning after one."""
    sides = after_change + before_change
    if len(text) <= _SHOWN_AROUND * max(sides, 1) + 20:
        return text
    head = text[:_SHOWN_AROUND].rsplit(None, 1)[0] if after_change else ""
    tail = text[-_SHOWN_AROUND:].split(None, 1)[-1] if before_change else ""
    return " … ".join((head, tail)) if head and tail else f"{head} …" if head else f"… {tail}"
