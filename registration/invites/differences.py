"""What has changed in the items of a day between two messages, in words: which item, what now, what until now."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from registration.core import dates
from registration.core.catalogue import speak
from registration.core.language import N_, Sentence


@dataclass(frozen=True)
class Part:
    """One item as a reader was told of it: `id` is the session's public one (a row's number may be given anew);
    instants as ISO 8601, "" where not known."""

    id: str
    start: str
    end: str
    title: str
    room: str
    link: str
    speakers: str


@dataclass(frozen=True)
class Difference:
    """One line: "„Prawo zamówień”, sala" and "12 (dotąd: 5)"."""

    term: str
    value: str


TERMS = {
    "title": N_("Title of an item"),
    "room": N_("“%(item)s”, room"),
    "link": N_("“%(item)s”, link for joining online"),
    "speakers": N_("“%(item)s”, led by"),
}
TIME = N_("“%(item)s”, time")
ADDED, REMOVED = N_("New in your programme"), N_("No longer in your programme")
LEFT_OPEN = N_("To be chosen by the personal link, not chosen now")
BOTH, ONLY_BEFORE = N_("%(now)s (until now: %(was)s)"), N_("none (until now: %(was)s)")


def differences(
    before: Sequence[Part], now: Sequence[Part], zone: str, language: str, offered: Collection[str] = ()
) -> list[Difference]:
    """Every change of an item that its reader can see, in the order of the programme; items gone come last.

    One that is gone from the reader's own programme, but `offered` to be chosen, is not said to be gone.
    """
    known, still = {part.id: part for part in before}, {part.id for part in now}
    found: list[Difference] = []
    for part in now:
        if part.id in known:
            found += _changes(known[part.id], part, zone, language)
        else:
            found.append(Difference(speak(ADDED, language), _named(part, zone, language)))
    for part in before:
        if part.id not in still:
            term = LEFT_OPEN if part.id in offered else REMOVED
            found.append(Difference(speak(term, language), _named(part, zone, language)))
    return found


def _changes(was: Part, now: Part, zone: str, language: str) -> Iterator[Difference]:
    if (was.start, was.end) != (now.start, now.end):
        yield _difference(TIME, now, (_time(was, zone, language), _time(now, zone, language)), language)
    for name, term in TERMS.items():
        values = getattr(was, name), getattr(now, name)
        if values[0] != values[1]:
            yield _difference(term, now, values, language)


def _difference(term: str, part: Part, values: tuple[str, str], language: str) -> Difference:
    was, now = values
    told = speak(Sentence(BOTH if now else ONLY_BEFORE, {"was": was, "now": now}), language) if was else now
    return Difference(speak(Sentence(term, {"item": part.title}), language), told)


def _named(part: Part, zone: str, language: str) -> str:
    return ", ".join(one for one in (part.title, _time(part, zone, language), part.room) if one)


def _time(part: Part, zone: str, language: str) -> str:
    if not part.start or not part.end:
        return ""
    start, end = datetime.fromisoformat(part.start), datetime.fromisoformat(part.end)
    return dates.session_time(start, end, zone, language)
