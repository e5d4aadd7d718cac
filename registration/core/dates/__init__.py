"""Dates and times as a person reads them, in Polish and English, with no-break spaces inside.

Languages are "pl" and "en", zones IANA names ("Europe/Warsaw"), instants aware datetimes. Own tables of
words instead of Babel's: CLDR has no "r.", no Polish ranges or lists of days, and changes with versions.
"""

from registration.core.dates.days import (
    day,
    day_range,
    days_list,
    month_short,
    month_year,
    short_day,
    weekday_short,
)
from registration.core.dates.times import (
    full,
    iso,
    moment,
    relative_deadline,
    session_time,
    short_moment,
    time_of_day,
)
from registration.core.dates.zones import NonexistentTime, in_zone, local_to_utc, occurs_twice

__all__ = [
    "NonexistentTime",
    "day",
    "day_range",
    "days_list",
    "full",
    "in_zone",
    "iso",
    "local_to_utc",
    "moment",
    "month_short",
    "month_year",
    "occurs_twice",
    "relative_deadline",
    "session_time",
    "short_day",
    "short_moment",
    "time_of_day",
    "weekday_short",
]
