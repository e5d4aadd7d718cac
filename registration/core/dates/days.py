"""Days, ranges of days and lists of days in words."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from registration.core.dates.words import WORDS, DateWords
from registration.core.text import NBSP

_ONE_DAY = timedelta(days=1)


def day(d: date, language: str) -> str:
    """ "środa, 1 lipca 2026 r.", "Wednesday 1 July 2026"."""
    words = WORDS[language]
    return words.weekday_before_day.format(weekday=words.weekdays[d.weekday()], day=short_day(d, language))


def short_day(d: date, language: str) -> str:
    """ "1 lipca 2026 r.", "1 July 2026"."""
    words = WORDS[language]
    return _with_year(words, day_and_month(d.day, d.month, language), d.year)


def day_and_month(day_number: int, month: int, language: str) -> str:
    """ "1 lipca", "1 July": a day whose year is not said."""
    return f"{day_number}{NBSP}{WORDS[language].months[month - 1]}"


def year_alone(year: int, language: str) -> str:
    """ "2026 r.", "2026"."""
    return WORDS[language].year_alone.format(year=year)


def month_year(year: int, month: int, language: str) -> str:
    """ "lipiec 2026", "July 2026": a heading, so in the nominative and without "r."."""
    return f"{WORDS[language].months_alone[month - 1]}{NBSP}{year}"


def month_in_year(year: int, month: int, language: str) -> str:
    """ "październik 2012 r.", "October 2012": a date known to the month, in a sentence."""
    words = WORDS[language]
    return _with_year(words, words.months_alone[month - 1], year)


def month_short(month: int, language: str) -> str:
    """ "lip", "Jul": the band of the calendar leaf."""
    return WORDS[language].months_short[month - 1]


def weekday_short(d: date, language: str) -> str:
    """ "śr.", "Wed"."""
    return WORDS[language].weekdays_short[d.weekday()]


def day_range(first: date, last: date, language: str) -> str:
    """ "1–2 lipca 2026 r.", "30 czerwca – 2 lipca 2026 r.", "31 grudnia 2026 r. – 1 stycznia 2027 r.".

    The same day twice is one day; raises ValueError when the last day is before the first.
    """
    if last < first:
        raise ValueError(f"the last day {last} is before the first {first}")
    if first == last:
        return short_day(first, language)
    if first.year != last.year:
        return f"{short_day(first, language)}{NBSP}– {short_day(last, language)}"
    if first.month != last.month:
        return f"{day_and_month(first.day, first.month, language)}{NBSP}– {short_day(last, language)}"
    return f"{first.day}–{short_day(last, language)}"


def days_list(days: Iterable[date], language: str) -> str:
    """Separate days: "1 i 2 lipca 2026 r.", "1, 3 i 8 lipca 2026 r."; three or more in a row are a range.

    In any order, repeated ones once. Raises ValueError for no days.
    """
    ordered = sorted(set(days))
    if not ordered:
        raise ValueError("there is no list of no days")
    if len(ordered) > 2 and ordered[-1] - ordered[0] == (len(ordered) - 1) * _ONE_DAY:
        return day_range(ordered[0], ordered[-1], language)
    return _months_in_words(ordered, language)


def _months_in_words(ordered: list[date], language: str) -> str:
    words = WORDS[language]
    months = [(month, list(days)) for month, days in groupby(ordered, key=lambda d: (d.year, d.month))]
    years = [year for (year, _), _ in months]
    texts = [
        _month_in_words(words, [d.day for d in days], month, year if year != following else None)
        for ((year, month), days), following in zip(months, [*years[1:], None], strict=True)
    ]
    single = len(texts) == len(ordered)
    return _enumerated(texts, " " + (words.and_ if single else words.and_between_groups))


def _month_in_words(words: DateWords, numbers: list[int], month: int, year: int | None) -> str:
    """The days of one month; with the year where it is the last month of its year."""
    text = f"{_enumerated(_runs(numbers), NBSP + words.and_)}{NBSP}{words.months[month - 1]}"
    return text if year is None else _with_year(words, text, year)


def _runs(numbers: list[int]) -> list[str]:
    """ "1–3" for three or more in a row, the rest one by one."""
    texts: list[str] = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        row = [number for _, number in run]
        texts += [f"{row[0]}–{row[-1]}"] if len(row) > 2 else [str(number) for number in row]
    return texts


def _enumerated(texts: list[str], last_joint: str) -> str:
    return last_joint.join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else texts[0]


def _with_year(words: DateWords, day_text: str, year: int) -> str:
    return words.year.format(day=day_text, year=year)
