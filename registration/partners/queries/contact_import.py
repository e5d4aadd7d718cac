"""Reading imports of contacts."""

from collections.abc import Collection

from sqlalchemy import orm, select

from registration.partners.models import ContactImport

SHOWN = 10


def find_import(db: orm.Session, import_id: int) -> ContactImport | None:
    """One import by id, without its file."""
    return db.get(ContactImport, import_id, options=[orm.joinedload(ContactImport.owner)])


def recent_imports(db: orm.Session, owners: Collection[int] | None) -> list[ContactImport]:
    """The last ones of owners (None: all), newest first, without their files."""
    wanted = select(ContactImport).options(orm.joinedload(ContactImport.owner))
    if owners is not None:
        wanted = wanted.where(ContactImport.owner_id.in_(owners))
    return list(db.scalars(wanted.order_by(ContactImport.id.desc()).limit(SHOWN)))


def refused_of(db: orm.Session, import_id: int) -> bytes | None:
    """The refused rows as a file; None where there are none, or none any more."""
    return db.scalar(select(ContactImport.refused).where(ContactImport.id == import_id))
