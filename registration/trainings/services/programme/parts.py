"""The titles of an item that was divided: part 1, part 2, in the language of the event. Pure."""

import re
from collections.abc import Sequence

from registration.core.catalogue import speak
from registration.core.language import N_, Sentence

PART = N_("%(title)s (part %(number)s)")
_TITLE, _NUMBER = "TITLE\uf8ff", "NUMBER\uf8ff"


def renumbered(titles: Sequence[str], place: int, language: str) -> dict[int, str]:
    """New titles by place, after the item at `place` was divided and its second half stands behind it.

    "Warsztat", "Warsztat" become "Warsztat (część 1)", "Warsztat (część 2)"; parts that bear its title already
    are counted anew in the order of the list.
    """
    base = _base(titles[place], language)
    own = {place, place + 1}
    parts = [n for n, title in enumerate(titles) if n in own or _is_part(title, base, language)]
    return {n: _part(base, number, language) for number, n in enumerate(parts, start=1)}


def _part(base: str, number: int | str, language: str) -> str:
    return speak(Sentence(PART, {"title": base, "number": number}), language)


def _base(title: str, language: str) -> str:
    pattern = re.escape(_part(_TITLE, _NUMBER, language))
    pattern = pattern.replace(re.escape(_TITLE), "(.+)").replace(re.escape(_NUMBER), r"\d{1,3}")
    found = re.fullmatch(pattern, title)
    return found[1] if found else title


def _is_part(title: str, base: str, language: str) -> bool:
    return title != base and _base(title, language) == base
