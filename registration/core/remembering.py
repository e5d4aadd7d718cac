"""What a piece of work has found out and need not find out again.

Things are known while the block lasts, inside one transaction that changes nothing of what they are made from, and
forgotten with it. Outside of such a block everything is found out each time.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import orm

Thing = TypeVar("Thing")
_KEY = "zapisy.remembered"


@contextmanager
def remembering(db: orm.Session) -> Iterator[None]:
    """Remember in this block what is `remembered`."""
    db.info[_KEY] = {}
    try:
        yield
    finally:
        del db.info[_KEY]


def remembered(db: orm.Session | None, key: Hashable, find: Callable[[], Thing]) -> Thing:
    """What `find` gives, found once in the block. The key begins with the finder's name."""
    known: dict[Hashable, Thing] | None = db.info.get(_KEY) if db else None
    if known is None:
        return find()
    if key not in known:
        known[key] = find()
    return known[key]


def remember(db: orm.Session, key: Hashable, thing: object) -> None:
    """Say it before anybody asks, as it came along with something else."""
    if _KEY in db.info:
        db.info[_KEY][key] = thing
