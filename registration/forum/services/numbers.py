"""Numbers of meetings and resolutions: unique, rising and without gaps, per forum and year."""

from sqlalchemy import orm
from sqlalchemy.dialects import postgresql, sqlite

from registration.forum.models import ForumNumber, Numbered


def next_number(db: orm.Session, forum_id: int, year: int, series: Numbered) -> int:
    """The next number of the series, given in the caller's transaction: rolled back with it, so there is no
    gap.

    On PostgreSQL the second of two at once waits here for the first to commit; on SQLite there is one writer.
    """
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    first = insert(ForumNumber).values(forum_id=forum_id, year=year, series=series, last=1)
    counted = first.on_conflict_do_update(
        index_elements=[ForumNumber.forum_id, ForumNumber.year, ForumNumber.series],
        set_={"last": ForumNumber.last + 1},
    ).returning(ForumNumber.last)
    return int(db.execute(counted).scalar_one())
