"""What somebody has read of an event when they fill in its form, so that nobody signs up to other dates unawares.

The form carries a note of each part: a mark of the stored facts, the same in every language, and the words as shown.
The mark decides whether a part has changed; the words, which may be forged, are only shown to who sent them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from registration.core.language import N_
from registration.core.text import clean
from registration.trainings.facts import EventFacts
from registration.trainings.models import Event

MARK = 16
MOST_WORDS = 400
LABELS = {"title": N_("Title"), "when": N_("When"), "where": N_("Where")}


@dataclass(frozen=True)
class Change:
    """One part of the event that is not as it was read; `label` is marked for translation."""

    label: str
    before: str
    now: str


def marks(event: Event) -> dict[str, str]:
    """A mark for each part of the event that a person should not be surprised by."""
    times = [(one.starts_at, one.ends_at) for day in event.days for one in day.sessions]
    days = [day.as_printed if day.date is None else day.date.isoformat() for day in event.days]
    venue = event.venue.full_name if event.venue else ""
    parts = {
        "title": event.title,
        "when": (sorted(str(one) for one in times), days),
        "where": (venue, bool(event.online_url)),
    }
    return {name: sha256(repr(part).encode()).hexdigest()[:MARK] for name, part in parts.items()}


def notes(event: Event, told: EventFacts) -> dict[str, str]:
    """What the form carries: for each part its mark and the words that are shown."""
    return {name: f"{mark} {_words(told, name)}" for name, mark in marks(event).items()}


def changes(noted: Mapping[str, str], event: Event, told: EventFacts) -> list[Change]:
    """What is not as it was noted; a part without a note is not compared."""
    return [
        Change(LABELS[name], noted[name][MARK:].strip(), _words(told, name))
        for name, mark in marks(event).items()
        if noted.get(name) and noted[name][:MARK] != mark
    ]


def still_holds(noted: Mapping[str, str], marks: Mapping[str, str]) -> bool:
    """Whether nothing that was noted has changed; `marks` are the event's present ones."""
    return all(note[:MARK] == mark for name, mark in marks.items() if (note := noted.get(name)))


def _words(told: EventFacts, name: str) -> str:
    return clean(getattr(told, name), limit=MOST_WORDS)
