"""The end of a post: the contact stays for the lists of the days before."""

from datetime import date, datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.partners.errors.contact import HeldBackwards
from registration.partners.services.contacts.noting import facts
from registration.partners.services.contacts.saving import finish, locked


def end_post(
    db: orm.Session,
    contact_id: int,
    last_day: date | None,
    *,
    actor: Actor,
    now: datetime,
    edition: int | None = None,
) -> None:
    """Note the last day in the post; None takes an end back.

    Raises NoSuchContact, ContactChanged, HeldBackwards.
    """
    known = locked(db, contact_id, edition)
    if last_day and known.held_since and last_day < known.held_since:
        raise HeldBackwards
    before = facts(known)
    known.held_until = last_day
    finish(db, known, before, "contact.ended", actor, now)
