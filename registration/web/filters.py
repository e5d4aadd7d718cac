"""Filters and globals of the templates: thin wrappers that add the language in force and the site's zone."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from flask import Flask
from markupsafe import Markup, escape

from registration.core import dates, text
from registration.core.partial_date import PartialDate, Precision
from registration.web.language import language, say
from registration.web.site import settings

_POSTCODE = re.compile(r"(?<![\w-])\d{2}-\d{3}(?![\w-])")


class Leaf(NamedTuple):
    """The strings of a calendar leaf, in the order of the macro `leaf`."""

    month: str
    day: str
    weekday: str = ""
    year: str = ""


def leaf_of(first: date | PartialDate, last: date | None = None) -> Leaf:
    """The leaf of a day or a range: ("lip", "1–2", "śr.–czw."); of a partial date only what is known."""
    if isinstance(first, PartialDate):
        known = first.exact
        return _partial_leaf(first) if known is None else leaf_of(known)
    spoken = language()
    if last is None or last == first:
        return Leaf(
            dates.month_short(first.month, spoken), str(first.day), dates.weekday_short(first, spoken)
        )
    months = dict.fromkeys(dates.month_short(day.month, spoken) for day in (first, last))
    weekdays = f"{dates.weekday_short(first, spoken)}–{dates.weekday_short(last, spoken)}"
    return Leaf("–".join(months), f"{first.day}–{last.day}", weekdays)


def _partial_leaf(known: PartialDate) -> Leaf:
    month = dates.month_short(known.month, language()) if known.month else ""
    if known.precision is Precision.MONTH_DAY:
        return Leaf(month, str(known.day))
    return Leaf(month, str(known.year) if known.year else "?")


def lang_of(spoken: str) -> Markup:
    """The attribute `lang` of a text in another language than the page's (WCAG 3.1.2); else nothing."""
    return Markup("") if spoken in ("", language()) else Markup(' lang="{}"').format(spoken)


def form_problems(form: Any) -> list[tuple[str, str]]:
    """(id of a control or "", message) of all that was refused; a list of such pairs stays as it is."""
    if form is None:
        return []
    return list(form.problems if hasattr(form, "problems") else form)


def messages_of(field: Any) -> list[str]:
    """A field's own messages (translated late, so not yet strings), without those of fields inside it."""
    errors = () if isinstance(field.errors, dict) else field.errors
    return [str(message) for message in errors if not isinstance(message, dict | list | tuple)]


def _zone(zone: str | None) -> str:
    return zone or settings().zone


def day(value: date) -> str:
    """ "środa, 1 lipca 2026 r."."""
    return dates.day(value, language())


def short_day(value: date) -> str:
    """ "1 lipca 2026 r."."""
    return dates.short_day(value, language())


def day_range(first: date, last: date) -> str:
    """ "1–2 lipca 2026 r."."""
    return dates.day_range(first, last, language())


def days_list(days: Iterable[date]) -> str:
    """ "1 i 2 lipca 2026 r."."""
    return dates.days_list(days, language())


def month_year(value: date) -> str:
    """ "lipiec 2026"."""
    return dates.month_year(value.year, value.month, language())


def spoken(value: PartialDate) -> str:
    """A partial date: "październik 2012 r.", "1 lipca"."""
    return value.spoken(language())


def full(start: datetime, end: datetime, zone: str | None = None) -> str:
    """ "środa, 1 lipca 2026 r., godz. 9:00–15:30"."""
    return dates.full(start, end, _zone(zone), language())


def session_time(start: datetime, end: datetime, zone: str | None = None) -> str:
    """ "godz. 9:00–15:30"."""
    return dates.session_time(start, end, _zone(zone), language())


def moment(instant: datetime, zone: str | None = None) -> str:
    """ "środa, 1 lipca 2026 r., godz. 9:00"."""
    return dates.moment(instant, _zone(zone), language())


def short_moment(instant: datetime, zone: str | None = None) -> str:
    """ "1 lipca 2026 r., godz. 9:00"."""
    return dates.short_moment(instant, _zone(zone), language())


def time_of_day(instant: datetime, zone: str | None = None) -> str:
    """ "9:00"."""
    return dates.time_of_day(instant, _zone(zone), language())


def iso(instant: datetime, zone: str | None = None) -> str:
    """ "2026-07-01T09:00+02:00", for <time datetime>."""
    return dates.iso(instant, _zone(zone))


def deadline(until: datetime, now: datetime, zone: str | None = None) -> str:
    """ "do jutra, godz. 12:00"."""
    return dates.relative_deadline(until, now, _zone(zone), language())


def unbroken(words: object) -> Markup:
    """The text, in which no line ends inside a postcode ("98-200"): a browser may break at its hyphen. Ready HTML stays
    as it is."""
    if hasattr(words, "__html__"):
        return escape(words)
    return Markup(_POSTCODE.sub(r'<span class="nowrap">\g<0></span>', str(escape(words))))  # noqa: S704 - escaped


FILTERS = (day, short_day, day_range, days_list, month_year, spoken, full, session_time)
FILTERS_OF_INSTANTS = (moment, short_moment, time_of_day, iso, deadline)


def register(app: Flask) -> None:
    """Give the templates their filters and globals, and base.html its frame."""
    from registration.web import assets, icons, navigation

    env = app.jinja_env
    env.filters.update(
        {one.__name__: one for one in (*FILTERS, *FILTERS_OF_INSTANTS, unbroken, text.nbsp, text.shorten)}
    )
    env.globals.update(
        icon=icons.icon,
        lucide=icons.icon,
        asset=assets.asset,
        language=language,
        say=say,
        lang_of=lang_of,
        leaf_of=leaf_of,
        form_problems=form_problems,
        messages_of=messages_of,
        menu=navigation.menu,
        page_messages=navigation.page_messages,
        this_path=navigation.this_path,
        home_path="/",
    )
    app.context_processor(navigation.frame)
    assets.configure_assets(app)
