"""Parts in an order of their own: found by id, moved, counted."""

from typing import Protocol, TypeVar

from registration.core.errors import NotFound


class Ordered(Protocol):
    """A row that knows its place among its siblings."""

    id: int
    position: int


Part = TypeVar("Part", bound=Ordered)


def one_of(parts: list[Part], number: int, missing: type[NotFound]) -> Part:
    """The part of that id. Raises `missing`."""
    found = next((part for part in parts if part.id == number), None)
    if found is None:
        raise missing
    return found


def moved(parts: list[Part], part: Part, by: int) -> list[Part]:
    """Move a part up (-1) or down (1) among the others; at the end it stays. Positions are counted anew."""
    order = list(parts)
    at = order.index(part)
    to = min(max(at + by, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return counted(order)


def counted(parts: list[Part]) -> list[Part]:
    """Give the parts their positions in the order in which they come."""
    for position, part in enumerate(parts):
        part.position = position
    return parts
