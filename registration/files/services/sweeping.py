"""What nobody refers to. References are the foreign keys of all tables: no room has to remember to tell."""

from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, Table, delete, exists, orm, select

from registration.core.database import Base
from registration.files.models import Picture, Rendition, StoredFile

GRACE = timedelta(days=1)
"""An upload may wait that long for what refers to it: a form that is open, a transaction that was rolled back."""


def forget_rows(db: orm.Session, *, now: datetime) -> int:
    """Take away pictures and files older than a day that no row refers to; gives how many went."""
    pictures = select(Picture.id).where(
        Picture.created_at < now - GRACE, *_unreferred(Picture.__table__, except_from=Rendition.__table__)
    )
    going = list(db.scalars(pictures))
    db.execute(delete(Rendition).where(Rendition.picture_id.in_(going)))
    db.execute(delete(Picture).where(Picture.id.in_(going)))
    files = delete(StoredFile).where(StoredFile.kept_at < now - GRACE, *_unreferred(StoredFile.__table__))
    gone = db.execute(files.returning(StoredFile.id).execution_options(synchronize_session=False))
    return len(going) + len(gone.all())


def wanted_bytes(db: orm.Session) -> frozenset[str]:
    """The checksums of all files that there are rows of."""
    return frozenset(db.scalars(select(StoredFile.sha256)))


def references_to(table: Table, except_from: Table | None = None) -> list[Column[int]]:
    """Every column of the database that points to the table's rows."""
    return [
        key.parent
        for one in Base.metadata.sorted_tables
        if one is not except_from
        for key in one.foreign_keys
        if key.column.table is table
    ]


def _unreferred(table: object, except_from: object = None) -> list[ColumnElement[bool]]:
    assert isinstance(table, Table)
    assert except_from is None or isinstance(except_from, Table)
    return [
        ~exists().where(column == table.c.id).correlate(table) for column in references_to(table, except_from)
    ]
