"""What packages above add to the tiles of an event's overview. They register in registration.wiring."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import orm

from registration.trainings.models import Event


class Tile(NamedTuple):
    """A figure with its words in the reader's language, and the path of the page behind it; "" for none."""

    label: str
    value: str
    link: str


Panel = Callable[[orm.Session, Event], list[Tile]]

panels: list[Panel] = []


def tiles(db: orm.Session, event: Event) -> list[Tile]:
    """The tiles of all panels, in the order of registration."""
    return [tile for panel in panels for tile in panel(db, event)]
