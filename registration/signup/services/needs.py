"""Needs (diet, access) are kept no longer than the event needs them."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import PROGRAM, record
from registration.signup import queries


def erase_needs(db: orm.Session, *, before: datetime, now: datetime) -> int:
    """Erase the needs told for events that ended or were cancelled before then; gives for how many people.

    A few hundred at a time; the audit line says that it was done and not what they were.
    """
    found = queries.with_outlived_needs(db, before)
    for registration in found:
        registration.needs = ""
        record(
            db,
            PROGRAM,
            "registration.needs_erased",
            ("registration", registration.id),
            now=now,
            organisation_id=registration.event.organisation_id,
        )
    db.flush()
    return len(found)
