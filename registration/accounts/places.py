"""The things that a role can be given for, by name. The packages that own them register their lists."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import orm

from registration.accounts.permissions import Scope


@dataclass(frozen=True)
class Place:
    """An organisation, event or forum for which a role may be given."""

    scope: Scope
    id: int
    name: str

    @property
    def key(self) -> str:
        """ "event:12", for forms."""
        return f"{self.scope}:{self.id}"


Lister = Callable[[orm.Session], list[tuple[int, str]]]
"""(id, name) of all things of a kind, in the order in which people look for them."""

listers: dict[Scope, Lister] = {}
"""By kind; filled in by registration.wiring."""

SITE = Place(Scope.SITE, 0, "")


def places(db: orm.Session) -> list[Place]:
    """Everything that a role other than the administrator's can be given for."""
    return [
        Place(scope, number, name)
        for scope in Scope
        if scope in listers
        for number, name in listers[scope](db)
    ]


def names(db: orm.Session) -> dict[tuple[str, int], str]:
    """The names of all places by (kind, id), to show somebody's roles."""
    return {(place.scope, place.id): place.name for place in places(db)}


def place_of(key: str) -> tuple[Scope, int] | None:
    """The (kind, id) of a place's key; None for a text that is none."""
    kind, _, number = key.partition(":")
    if kind not in tuple(Scope) or not number.isdecimal():
        return None
    return Scope(kind), int(number)
