"""When an event is, in words, also where only a part of its dates is known. Pure, for pages and e-mails."""

from datetime import date

from registration.core.dates import days_list, full, month_short
from registration.core.dates.words import WORDS
from registration.core.partial_date import PartialDate, Precision
from registration.core.text import NBSP
from registration.trainings.models import Event, EventDay


def known_days(event: Event) -> list[date]:
    """The days of the programme whose date is known whole, in order. Needs `event.days`."""
    return [known for day in event.days if (known := day.date) is not None]


def in_words(event: Event, language: str) -> str:
    """ "środa, 1 lipca 2026 r., godz. 9:00–15:30", "1 i 2 lipca 2026 r.", of a record
    as its source prints it; "" where there is no programme yet. Needs `event.days`."""
    days = known_days(event)
    if event.starts_at is not None and event.ends_at is not None and len(days) <= 1:
        return full(event.starts_at, event.ends_at, event.zone, language)
    if days:
        return days_list(days, language)
    return _without_year(event, language) or ", ".join(
        dict.fromkeys(as_printed(day, language) for day in event.days)
    )


def _without_year(event: Event, language: str) -> str:
    """ "1 i 2 lipca": days of one month whose year is not said and whose source has no words of its own."""
    known, words = [day.when for day in event.days], WORDS[language]
    alike = all(when.precision is Precision.MONTH_DAY and not when.as_printed for when in known)
    if len(known) < 2 or not alike or len({when.month for when in known}) != 1:
        return ""
    numbers = [str(when.day) for when in known]
    listed = f"{', '.join(numbers[:-1])}{NBSP}{words.and_}{numbers[-1]}"
    return f"{listed}{NBSP}{words.months[(known[0].month or 1) - 1]}"


def as_printed(day: EventDay, language: str) -> str:
    """A day in the words of its source, else what is known of it."""
    return day.when.as_printed or day.when.spoken(language)


def year_is_missing(event: Event) -> bool:
    """Whether some day of a record is known without its year."""
    return any(day.when.year is None for day in event.days)


def leaf_days(event: Event) -> tuple[date | PartialDate, date | None] | None:
    """What the calendar leaf shows: (first, last) day or a partial date; None without a programme."""
    days = known_days(event)
    if days:
        return days[0], days[-1]
    return (event.days[0].when, None) if event.days else None


def partial_range(event: Event, language: str) -> tuple[str, str] | None:
    """The leaf of several days of one month without a year: ("lip", "1–2"); None for anything else."""
    known = [day.when for day in event.days]
    months = {when.month for when in known}
    plain = len(known) > 1 and all(when.precision is Precision.MONTH_DAY for when in known)
    if not plain or len(months) != 1 or known[0].month is None:
        return None
    return month_short(known[0].month, language), f"{known[0].day}–{known[-1].day}"
