"""Reading what is kept."""

from sqlalchemy import orm, select

from registration.files.models import StoredFile


def by_checksum(db: orm.Session, sha256: str) -> StoredFile | None:
    """The file of this content, if it is kept."""
    return db.scalars(select(StoredFile).where(StoredFile.sha256 == sha256)).one_or_none()
