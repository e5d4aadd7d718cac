"""What rooms above show at the end of a lower room's public page, by lists that they join in registration.wiring."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import orm

from registration.core.language import Sentence

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class PageLink:
    """A line of a panel: words in the language of what they name, the endpoint of a public page, and its moment."""

    text: str
    endpoint: str
    values: Mapping[str, object]
    at: datetime | None = None
    sample: bool = False
    """Whether it is made up for the demo, and marked so."""


@dataclass(frozen=True)
class PagePanel:
    """What an upper room shows at the end of a public page; `name` is its id there."""

    name: str
    title: Sentence
    links: Sequence[PageLink]


def panels_of(
    hooks: Iterable[Callable[[orm.Session, Thing], PagePanel | None]], db: orm.Session, thing: Thing
) -> list[PagePanel]:
    """The panels of all who have something to show."""
    found = (ask(db, thing) for ask in hooks)
    return [one for one in found if one is not None]
