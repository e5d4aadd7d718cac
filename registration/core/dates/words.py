"""The words that dates are made of, one row per language. "_" stands for a no-break space."""

from dataclasses import dataclass

from registration.core.text import NBSP


def _bound(text: str) -> str:
    return text.replace("_", NBSP)


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@dataclass(frozen=True)
class DateWords:
    """The names and patterns of one language; lists begin with January and with Monday."""

    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    weekday_before_day: str
    year: str
    year_alone: str
    and_: str
    and_between_groups: str
    hour: str
    summer: str
    winter: str
    midnight_ends: str
    next_day: str
    until_day: str
    until_hour_of_day: str
    until_end_of_today: str
    until_end_of_tomorrow: str
    until_hour_today: str
    until_hour_tomorrow: str


_POLISH = DateWords(
    months=_names(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
    ),
    months_alone=_names(
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień"
    ),
    months_short=_names("sty lut mar kwi maj cze lip sie wrz paź lis gru"),
    weekdays=_names("poniedziałek wtorek środa czwartek piątek sobota niedziela"),
    weekdays_short=_names("pon. wt. śr. czw. pt. sob. niedz."),
    weekday_before_day="{weekday}, {day}",
    year=_bound("{day}_{year}_r."),
    year_alone=_bound("{year}_r."),
    and_=_bound("i_"),
    and_between_groups="oraz ",
    hour=_bound("godz._{time}"),
    summer=_bound("{time}_czasu letniego"),
    winter=_bound("{time}_czasu zimowego"),
    midnight_ends="{start}–24:00",
    next_day=_bound("{start}_– {end} następnego dnia"),
    until_day=_bound("do_{day}"),
    until_hour_of_day=_bound("do_{day}, {hour}"),
    until_end_of_today=_bound("do_końca dnia"),
    until_end_of_tomorrow=_bound("do_jutra"),
    until_hour_today=_bound("do_dziś, {hour}"),
    until_hour_tomorrow=_bound("do_jutra, {hour}"),
)

_ENGLISH_MONTHS = _names(
    "January February March April May June July August September October November December"
)
_ENGLISH_WEEKDAYS = _names("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_ENGLISH = DateWords(
    months=_ENGLISH_MONTHS,
    months_alone=_ENGLISH_MONTHS,
    months_short=tuple(name[:3] for name in _ENGLISH_MONTHS),
    weekdays=_ENGLISH_WEEKDAYS,
    weekdays_short=tuple(name[:3] for name in _ENGLISH_WEEKDAYS),
    weekday_before_day="{weekday} {day}",
    year=_bound("{day}_{year}"),
    year_alone="{year}",
    and_=_bound("and_"),
    and_between_groups="and ",
    hour="{time}",
    summer=_bound("{time}_summer time"),
    winter=_bound("{time}_winter time"),
    midnight_ends=_bound("{start}_– midnight"),
    next_day=_bound("{start}_– {end} the next day"),
    until_day="until {day}",
    until_hour_of_day="until {hour} on {day}",
    until_end_of_today="until the end of today",
    until_end_of_tomorrow="until the end of tomorrow",
    until_hour_today="until {hour} today",
    until_hour_tomorrow="until {hour} tomorrow",
)

WORDS = {"pl": _POLISH, "en": _ENGLISH}
"""By language; asking for another language is a KeyError."""
