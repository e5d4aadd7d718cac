"""A date that is known in part only, stored as it is known and never padded."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from registration.core.dates.days import day_and_month, month_in_year, short_day, year_alone

_LEAP_YEAR = 2000
_ISO = re.compile(
    r"(?:(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|(?:--)?(?P<m>\d\d)-(?P<d>\d\d))"
)


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    MONTH_DAY = "month_day"
    TEXT = "text"


_KNOWN_PARTS = {
    (True, True, True): Precision.DAY,
    (True, True, False): Precision.MONTH,
    (True, False, False): Precision.YEAR,
    (False, True, True): Precision.MONTH_DAY,
    (False, False, False): Precision.TEXT,
}


@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, the month or the year, without its year, or only as words ("today").

    `as_printed` is the wording of the source, empty when it says no more than the numbers. Fit for a
    SQLAlchemy composite over four columns. Raises ValueError for parts that make no date: a day without
    its month, a month alone, 30 February, nothing at all.
    """

    year: int | None
    month: int | None
    day: int | None
    as_printed: str = ""

    def __post_init__(self) -> None:
        if self._parts not in _KNOWN_PARTS:
            raise ValueError(f"year {self.year}, month {self.month}, day {self.day} make no date")
        if self.precision is Precision.TEXT and not self.as_printed.strip():
            raise ValueError("a date of which nothing is known needs the words of its source")
        # 29 February without a year may be a date: it is measured by a leap year. `date` checks the ranges.
        date(_or(self.year, _LEAP_YEAR), _or(self.month, 1), _or(self.day, 1))

    @classmethod
    def on(cls, known: date) -> Self:
        """A date known to the day."""
        return cls(known.year, known.month, known.day)

    @classmethod
    def from_iso(cls, text: str, as_printed: str = "") -> Self:
        """From "2026-07-01", "2012-10", "2012" or, without a year, "07-01" ("--07-01"). Raises ValueError."""
        found = _ISO.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is no date, month, year or month and day")
        parts = found.groupdict()
        year, month, day = (parts["year"], parts["month"] or parts["m"], parts["day"] or parts["d"])
        return cls(_number(year), _number(month), _number(day), as_printed)

    @property
    def _parts(self) -> tuple[bool, bool, bool]:
        return self.year is not None, self.month is not None, self.day is not None

    @property
    def precision(self) -> Precision:
        """How much is known."""
        return _KNOWN_PARTS[self._parts]

    @property
    def exact(self) -> date | None:
        """The date when it is known to the day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def iso(self) -> str | None:
        """ "2026-07-01", "2012-10", "2012", "07-01" for the datetime attribute of <time>; None for a text."""
        known = (None if self.year is None else f"{self.year:04}", _padded(self.month), _padded(self.day))
        return "-".join(part for part in known if part) or None

    @property
    def sort_key(self) -> str:
        """Orders dates as strings: a month before its days, without a year after every year, texts last."""
        year = "9999" if self.year is None else f"{self.year:04}"
        unknown = "99" if self.precision is Precision.TEXT else "00"
        return f"{year}-{_padded(self.month) or unknown}-{_padded(self.day) or unknown}"

    def spoken(self, language: str) -> str:
        """ "1 lipca 2026 r.", "październik 2012 r.", "2012 r.", "1 lipca"; a text as it is printed."""
        if self.exact is not None:
            return short_day(self.exact, language)
        if self.year is not None and self.month is not None:
            return month_in_year(self.year, self.month, language)
        if self.year is not None:
            return year_alone(self.year, language)
        if self.month is not None and self.day is not None:
            return day_and_month(self.day, self.month, language)
        return self.as_printed


def _or(part: int | None, stand_in: int) -> int:
    return stand_in if part is None else part


def _number(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _padded(number: int | None) -> str | None:
    return None if number is None else f"{number:02}"
