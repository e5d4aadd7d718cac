"""The state of an event in one honest sentence: a pure function, whose table of cases is its test."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from registration.core.dates import in_zone, relative_deadline, short_day, time_of_day
from registration.core.dates.days import day_and_month
from registration.core.language import N_, Sentence
from registration.trainings.models import Event, Visibility

MOST_LAST_SEATS = 5
"""From how many free seats on they are called the last ones, and never more than a quarter of all."""


class Tone(StrEnum):
    """How the state looks, beside its words: the kinds of the macro `tag`."""

    OK = "ok"
    WARN = "warn"
    FULL = "full"
    QUIET = "quiet"
    ERROR = "error"


@dataclass(frozen=True)
class SeatState:
    """What the catalogue says about one event."""

    sentence: Sentence
    tone: Tone


DRAFT = SeatState(Sentence(N_("Draft")), Tone.QUIET)
ENDED = SeatState(Sentence(N_("Ended")), Tone.QUIET)
CANCELLED = SeatState(Sentence(N_("Cancelled")), Tone.ERROR)
CLOSED = SeatState(Sentence(N_("Sign-up closed")), Tone.QUIET)
FULL = SeatState(Sentence(N_("No seats left")), Tone.FULL)
OPEN = SeatState(Sentence(N_("Sign-up open")), Tone.OK)


def seat_state(event: Event, now: datetime, language: str) -> SeatState:
    """The event's state at `now` (aware); dates inside are in `language` and in the event's zone.

    What ends the matter comes first (cancelled, ended), then the window of sign-up, then the seats; a
    deadline of today or tomorrow is said rather than a comfortable number of free seats.
    """
    settled = _settled(event, now)
    if settled is not None:
        return settled
    opens = event.sign_up_opens_at
    if opens is not None and now < opens:
        return SeatState(_opening(opens, now, event.zone, language), Tone.QUIET)
    if not event.takes_sign_ups(now):
        return CLOSED
    return _seats(event, now, language)


def _settled(event: Event, now: datetime) -> SeatState | None:
    if event.visibility is Visibility.DRAFT:
        return DRAFT
    if event.visibility is Visibility.CANCELLED:
        return CANCELLED
    return ENDED if event.is_past(now) else None


def _opening(opens: datetime, now: datetime, zone: str, language: str) -> Sentence:
    first, today = in_zone(opens, zone), in_zone(now, zone)
    if first.date() == today.date():
        return Sentence(N_("Sign-up opens today at %(time)s"), {"time": time_of_day(opens, zone, language)})
    if first.date() == today.date() + timedelta(days=1):
        return Sentence(N_("Sign-up opens tomorrow"))
    this_year = first.year == today.year
    said = day_and_month(first.day, first.month, language) if this_year else short_day(first.date(), language)
    return Sentence(N_("Sign-up opens on %(day)s"), {"day": said})


def _seats(event: Event, now: datetime, language: str) -> SeatState:
    free = event.free_seats
    if free == 0:
        return FULL
    if free is not None and _are_last(free, event.capacity or 0):
        return SeatState(Sentence(N_("Last seat"), {"num": free}, N_("Last %(num)d seats")), Tone.WARN)
    if _days_left(event, now) <= 1:
        until = relative_deadline(event.sign_up_deadline, now, event.zone, language)
        return SeatState(Sentence(N_("Sign-up %(until)s"), {"until": until}), Tone.WARN)
    if free is None:
        return OPEN
    return SeatState(Sentence(N_("%(num)d free seat"), {"num": free}, N_("%(num)d free seats")), Tone.OK)


def _are_last(free: int, capacity: int) -> bool:
    return free == 1 < capacity or free <= min(MOST_LAST_SEATS, capacity // 4)


def _days_left(event: Event, now: datetime) -> int:
    """Whole days by the event's calendar; a deadline at midnight belongs to the day before."""
    last = in_zone(event.sign_up_deadline - timedelta(microseconds=1), event.zone).date()
    return (last - in_zone(now, event.zone).date()).days
