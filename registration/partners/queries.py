"""Reading organisations."""

from collections.abc import Collection

from sqlalchemy import orm, select

from registration.partners.models import Organisation


def find(db: orm.Session, organisation_id: int) -> Organisation | None:
    """One organisation by id."""
    return db.get(Organisation, organisation_id)


def in_order(db: orm.Session, ids: Collection[int] | None = None) -> list[Organisation]:
    """Organisations in the order of the Polish alphabet: those of `ids`, or all for None."""
    wanted = select(Organisation).order_by(Organisation.sort_key, Organisation.id)
    if ids is not None:
        wanted = wanted.where(Organisation.id.in_(ids))
    return list(db.scalars(wanted))
