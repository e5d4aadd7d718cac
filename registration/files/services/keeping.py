"""The rows of what lies on the shelf."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm, select
from sqlalchemy.exc import IntegrityError

from registration.files.models import Picture, Rendition, StoredFile
from registration.files.receiving import Received, ReceivedPicture


@dataclass(frozen=True)
class Uploader:
    """Who brings the file, as the room above knows them; the program itself has no id."""

    id: int | None
    name: str


PROGRAM = Uploader(None, "")


def keep_document(db: orm.Session, received: Received, by: Uploader, *, now: datetime) -> StoredFile:
    """The row of these bytes: the one that there is, or a new one. Whoever refers to it does so in this transaction."""
    known = _known(db, received)
    if known is None:
        known = _added(db, received, by, now)
    known.kept_at = now
    db.flush()
    return known


def keep_picture(db: orm.Session, received: ReceivedPicture, by: Uploader, *, now: datetime) -> Picture:
    """A new picture with all its sizes; their bytes may be known already."""
    made = Picture(width=received.width, height=received.height, name=received.name, created_at=now)
    for one in received.renditions:
        file = keep_document(db, one, by, now=now)
        made.renditions.append(Rendition(file=file, width=one.width, height=one.height))
    db.add(made)
    db.flush()
    return made


def _known(db: orm.Session, received: Received) -> StoredFile | None:
    """Locked, so that no sweep takes it before something refers to it."""
    wanted = select(StoredFile).where(StoredFile.sha256 == received.sha256)
    return db.scalars(wanted.with_for_update().execution_options(populate_existing=True)).one_or_none()


def _added(db: orm.Session, received: Received, by: Uploader, now: datetime) -> StoredFile:
    """A new row; somebody who uploads the same at the same moment gets one row with us."""
    made = StoredFile(
        sha256=received.sha256,
        size=received.size,
        media_type=received.media_type,
        name=received.name,
        width=received.width,
        height=received.height,
        created_at=now,
        kept_at=now,
        uploaded_by_id=by.id,
        uploaded_by=by.name,
    )
    try:
        with db.begin_nested():
            db.add(made)
    except IntegrityError:
        found = _known(db, received)
        if found is None:
            raise
        return found
    return made
