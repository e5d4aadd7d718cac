"""From what an organiser typed to instants: each item checked by itself, then against the others. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations

from registration.core.dates import NonexistentTime
from registration.core.language import N_
from registration.core.text import search_key
from registration.trainings.errors import Fault
from registration.trainings.models import SessionKind
from registration.trainings.services.wall_clock import instant

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST = timedelta(hours=24)
TITLE_LIMIT, ROOM_LIMIT, LINK_LIMIT, DESCRIPTION_LIMIT = 300, 300, 2000, 5000

YEAR_ODD = N_("%(item)s: check the year.")
TITLE_MISSING = N_("%(item)s: enter the title.")
TEXT_TOO_LONG = N_("%(item)s: this text is too long, at most %(limit)s characters.")
LINK_ODD = N_("%(item)s: a link begins with https:// or http://.")
START_SKIPPED = N_(
    "%(item)s: there is no %(time)s on that day, the clocks go forward. Enter %(valid)s or another time."
)
END_DATE_BACKWARDS = N_("%(item)s: the date of the end is before the date of the start.")
BACKWARDS = N_("%(item)s: the end is before the start. If it ends the next day, enter the date of the end.")
NO_LENGTH = N_("%(item)s: the start and the end are the same.")
TOO_LONG = N_("%(item)s: it lasts longer than 24 hours. Divide it into days.")
ROOM_TAKEN = N_("%(item)s: item %(number)s “%(other)s” is in the same room at that time.")
SAME_TIME = N_(
    "%(item)s: item %(number)s “%(other)s” is at the same time. Change the times or give each a room."
)


@dataclass(frozen=True)
class SessionDraft:
    """One item as typed: wall-clock times of the event's zone. `id` is 0 for a new item; `end_day` is None
    when it ends on the day of its start."""

    id: int
    day: date
    start: time
    end: time
    end_day: date | None
    kind: SessionKind
    title: str
    room: str
    online_url: str
    description: str
    speaker_ids: tuple[int, ...]
    optional: bool = False


@dataclass(frozen=True)
class Slot:
    """An item with its instants (UTC), at its place in the form."""

    index: int
    draft: SessionDraft
    starts_at: datetime
    ends_at: datetime

    @property
    def place(self) -> str:
        """What tells parallel items apart: the room, else the link; "" for neither."""
        return search_key(self.draft.room) or self.draft.online_url.casefold()


Stored = Mapping[int, tuple[datetime, datetime]]
"""The instants of the sessions that are there already, by id."""


def resolve(drafts: Sequence[SessionDraft], zone: str, stored: Stored) -> tuple[list[Slot], list[Fault]]:
    """The items as instants, and everything that is wrong with them in the order of the form."""
    slots: list[Slot] = []
    faults: list[Fault] = []
    for index, draft in enumerate(drafts):
        wrong = [*_faults_of_texts(index, draft), *_faults_of_dates(index, draft)]
        slot = None if wrong else _slot(index, draft, zone, stored.get(draft.id))
        if isinstance(slot, Slot):
            slots.append(slot)
        faults += wrong if slot is None or isinstance(slot, Slot) else [slot]
    return slots, sorted([*faults, *_clashes(slots)], key=lambda fault: fault.index)


def _faults_of_texts(index: int, draft: SessionDraft) -> Iterator[Fault]:
    if not draft.title:
        yield Fault(index, "title", TITLE_MISSING)
    if draft.online_url and not draft.online_url.lower().startswith(("https://", "http://")):
        yield Fault(index, "online_url", LINK_ODD)
    limits = {
        "title": TITLE_LIMIT,
        "room": ROOM_LIMIT,
        "online_url": LINK_LIMIT,
        "description": DESCRIPTION_LIMIT,
    }
    for name, limit in limits.items():
        if len(getattr(draft, name)) > limit:
            yield Fault(index, name, TEXT_TOO_LONG, (("limit", limit),))


def _faults_of_dates(index: int, draft: SessionDraft) -> Iterator[Fault]:
    if not FIRST_YEAR <= draft.day.year <= LAST_YEAR:
        yield Fault(index, "day", YEAR_ODD)
    elif draft.end_day is not None and draft.end_day < draft.day:
        yield Fault(index, "end_day", END_DATE_BACKWARDS)
    elif draft.end_day is not None and draft.end_day.year > LAST_YEAR:
        yield Fault(index, "end_day", YEAR_ODD)


def _slot(
    index: int, draft: SessionDraft, zone: str, stored: tuple[datetime, datetime] | None
) -> Slot | Fault:
    former_start, former_end = stored or (None, None)
    last_day = draft.end_day or draft.day
    try:
        starts = instant(datetime.combine(draft.day, draft.start), zone, former_start, "start")
        ends = instant(datetime.combine(last_day, draft.end), zone, former_end, "end")
    except NonexistentTime as skipped:
        return Fault(index, skipped.field or "start", START_SKIPPED, tuple(skipped.values.items()))
    return _fault_of_length(index, ends - starts) or Slot(index, draft, starts, ends)


def _fault_of_length(index: int, length: timedelta) -> Fault | None:
    if length == timedelta():
        return Fault(index, "end", NO_LENGTH)
    if length < timedelta():
        return Fault(index, "end", BACKWARDS)
    return Fault(index, "end", TOO_LONG) if length > LONGEST else None


def _clashes(slots: Sequence[Slot]) -> Iterator[Fault]:
    """Items at the same time in one room, or one without room and link: the later one is at fault."""
    ordered = sorted(slots, key=lambda slot: (slot.starts_at, slot.index))
    for first, second in combinations(ordered, 2):
        both_placed = bool(first.place and second.place)
        if second.starts_at >= first.ends_at or (both_placed and first.place != second.place):
            continue
        text = ROOM_TAKEN if both_placed else SAME_TIME
        values = (("number", first.index + 1), ("other", first.draft.title))
        yield Fault(second.index, "start", text, values)
