"""An event as a card of the catalogue, and cards grouped by month."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _

from registration.core.dates import in_zone
from registration.core.text import NBSP
from registration.trainings import when
from registration.trainings.models import Event
from registration.trainings.states import seat_state
from registration.trainings.words import KINDS
from registration.web.filters import Leaf, leaf_of, month_year
from registration.web.language import language, say


@dataclass(frozen=True)
class Card:
    """What the macro `card` shows."""

    title: str
    href: str
    day: Leaf
    meta: list[tuple[str, str]]
    state: str
    state_kind: str
    kind: str
    language: str
    """The event's own, for the title's `lang`."""


@dataclass(frozen=True)
class Month:
    """A month of the catalogue; `id` is its anchor."""

    title: str
    id: str
    cards: list[Card]


def by_month(events: Iterable[Event], now: datetime) -> list[Month]:
    """The cards in the order of `events`, one group per month of the first day; without a year, together."""
    return [
        _month(first, [card_of(event, now) for event in group])
        for first, group in groupby(events, key=_first_of_month)
    ]


def _first_of_month(event: Event) -> date | None:
    return None if event.starts_at is None else in_zone(event.starts_at, event.zone).date().replace(day=1)


def _month(first: date | None, cards: list[Card]) -> Month:
    if first is None:
        return Month(_("Year not known"), "undated", cards)
    name = month_year(first)
    name = name.replace(NBSP, " ")  # the rail is narrow
    return Month(name[:1].upper() + name[1:], f"m{first:%Y-%m}", cards)


def card_of(event: Event, now: datetime) -> Card:
    """The card of one event."""
    state = seat_state(event, now, language())
    return Card(
        title=event.title,
        href=url_for("trainings.show", slug=event.slug),
        day=leaf(event),
        meta=[
            ("calendar", when.in_words(event, language())),
            ("map-pin", where(event)),
            ("tag", _sample_mark(event)),
        ],
        state=say(state.sentence),
        state_kind=state.tone,
        kind=_(KINDS[event.kind]),
        language=event.language,
    )


def date_card(event: Event, now: datetime) -> Card:
    """The card of one date among others of the same training: its date is its title, which may take two lines."""
    card = card_of(event, now)
    title = card.meta[0][1].replace(NBSP, " ").replace(" r.", f"{NBSP}r.")
    return replace(card, title=title, meta=card.meta[1:], kind="", language="")


def leaf(event: Event) -> Leaf:
    """The event's calendar leaf: a day, a range, or of a record what is known."""
    ranged = when.partial_range(event, language())
    if ranged is not None:
        return Leaf(*ranged)
    days = when.leaf_days(event)
    return leaf_of(*days) if days else Leaf("", "?")


def where(event: Event) -> str:
    """The place in a few words: "Łowicz", "online", both; "" where none is said."""
    venue = event.venue
    place = (venue.town or venue.name) if venue else ""
    if place and event.online_url:
        return str(_("%(place)s and online", place=place))
    return place or (_("online") if event.online_url else "")


def _sample_mark(event: Event) -> str:
    return _("Sample") if event.sample else ""
