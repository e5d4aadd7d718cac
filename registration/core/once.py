"""Adding a row of which there may be one already: two clicks, or two processes, at the same moment."""

from sqlalchemy import orm
from sqlalchemy.exc import IntegrityError

from registration.core.database import Base


def added(db: orm.Session, row: Base) -> bool:
    """Add and flush the row; False, with nothing written, where somebody was faster."""
    try:
        with db.begin_nested():
            db.add(row)
    except IntegrityError:
        return False
    return True
