"""Instants in words: the hours of a session, whole moments, deadlines. Everything by the clocks of a zone."""

from datetime import date, datetime, time, timedelta

from registration.core.dates.days import day, short_day
from registration.core.dates.words import WORDS, DateWords
from registration.core.dates.zones import in_zone, occurs_twice
from registration.core.text import NBSP

_ONE_DAY = timedelta(days=1)
_LAST_MINUTE = time(23, 59)


def time_of_day(instant: datetime, zone: str, language: str) -> str:
    """ "9:00"; in the hour that is repeated in autumn "2:30 czasu letniego", "2:30 summer time"."""
    return _clock(in_zone(instant, zone), zone, WORDS[language])


def _clock(local: datetime, zone: str, words: DateWords) -> str:
    shown = f"{local.hour}:{local.minute:02}"
    if not occurs_twice(local, zone):
        return shown
    return (words.winter if local.fold else words.summer).format(time=shown)


def _hour(local: datetime, zone: str, words: DateWords) -> str:
    return words.hour.format(time=_clock(local, zone, words))


def session_time(start: datetime, end: datetime, zone: str, language: str) -> str:
    """ "godz. 9:00–15:30", "godz. 22:00 – 2:00 następnego dnia"; English without "godz.".

    A session that ends on a later day says the day: "godz. 9:00 – piątek, 3 lipca 2026 r., godz. 15:30".
    One without length says its start only. Raises ValueError for an end before the start, or naive times.
    """
    first, last = in_zone(start, zone), in_zone(end, zone)
    if end < start:
        raise ValueError(f"a session cannot end at {end}, before its start at {start}")
    words = WORDS[language]
    if last.date() - first.date() > _ONE_DAY:
        return f"{_hour(first, zone, words)}{NBSP}– {moment(end, zone, language)}"
    return words.hour.format(time=_hours(first, last, zone, words))


def _hours(first: datetime, last: datetime, zone: str, words: DateWords) -> str:
    begins, ends = _clock(first, zone, words), _clock(last, zone, words)
    if last.date() == first.date():
        return begins if begins == ends else _dashed(begins, ends)
    if last.time() == time():
        return words.midnight_ends.format(start=begins)
    return words.next_day.format(start=begins, end=ends)


def _dashed(begins: str, ends: str) -> str:
    """A dash stands close between two figures, and apart where a word is beside it."""
    return f"{begins}–{ends}" if begins[-1].isdigit() else f"{begins}{NBSP}– {ends}"


def full(start: datetime, end: datetime, zone: str, language: str) -> str:
    """ "środa, 1 lipca 2026 r., godz. 9:00–15:30", "Wednesday 1 July 2026, 9:00–15:30".

    Errors are those of session_time.
    """
    return f"{day(in_zone(start, zone), language)}, {session_time(start, end, zone, language)}"


def moment(instant: datetime, zone: str, language: str) -> str:
    """ "środa, 1 lipca 2026 r., godz. 9:00", "Wednesday 1 July 2026, 9:00"."""
    local = in_zone(instant, zone)
    return f"{day(local, language)}, {_hour(local, zone, WORDS[language])}"


def short_moment(instant: datetime, zone: str, language: str) -> str:
    """ "1 lipca 2026 r., godz. 9:00", "1 July 2026, 9:00"."""
    local = in_zone(instant, zone)
    return f"{short_day(local, language)}, {_hour(local, zone, WORDS[language])}"


def iso(instant: datetime, zone: str) -> str:
    """ "2026-07-01T09:00+02:00", for the datetime attribute of <time>."""
    return in_zone(instant, zone).isoformat(timespec="minutes")


def relative_deadline(deadline: datetime, now: datetime, zone: str, language: str) -> str:
    """Until when, seen from now: "do dziś, godz. 15:00", "do jutra, godz. 12:00", "do 3 lipca 2026 r.".

    A deadline at the end of a day (23:59, or midnight of the next) names no hour: "do końca dnia",
    "do jutra", "do 3 lipca 2026 r."; others do ("do 3 lipca 2026 r., godz. 12:00"). It is a phrase for the
    middle of a sentence, also when the deadline has passed.
    """
    last_day, hour = _deadline_parts(in_zone(deadline, zone), zone, WORDS[language])
    days_left = (last_day - in_zone(now, zone).date()).days
    pattern = _deadline_pattern(WORDS[language], days_left, at_end_of_day=hour is None)
    return pattern.format(day=short_day(last_day, language), hour=hour)


def _deadline_parts(local: datetime, zone: str, words: DateWords) -> tuple[date, str | None]:
    """The last day and its hour; no hour when the whole day counts."""
    if local.time() == time():
        return local.date() - _ONE_DAY, None
    ends_the_day = local.time() >= _LAST_MINUTE
    return local.date(), None if ends_the_day else _hour(local, zone, words)


def _deadline_pattern(words: DateWords, days_left: int, at_end_of_day: bool) -> str:
    if days_left == 0:
        return words.until_end_of_today if at_end_of_day else words.until_hour_today
    if days_left == 1:
        return words.until_end_of_tomorrow if at_end_of_day else words.until_hour_tomorrow
    return words.until_day if at_end_of_day else words.until_hour_of_day
