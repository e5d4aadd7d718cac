"""The personal link: sent again when it was lost, replaced when it fell into the wrong hands."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.mail_address import key
from registration.invites.services.again import tell_new_link
from registration.outbox import services as outbox
from registration.signup import queries
from registration.signup.models import Registration
from registration.signup.services.letters import LINKS, NEW_LINK, letter


def send_links(db: orm.Session, email: str, *, now: datetime) -> None:
    """ "Send me my link again": the same answer for every address; only a known one gets a mail.

    One mail with the links of all the address's registrations; at most one an hour.
    """
    found = queries.of_address(db, key(email))
    if not found:
        return
    draft = letter(found[-1], LINKS, f"links:{found[-1].id}:{now:%Y%m%d%H}")
    outbox.enqueue(db, replace(draft, context={"registrations": [one.id for one in found]}), now=now)


def replace_link(db: orm.Session, registration_id: int, *, actor: Actor, now: datetime) -> None:
    """Revoke the personal link: the old one opens nothing from the commit on, a mail brings the new one, and
    others put it into the calendar entries."""
    registration = db.get_one(Registration, registration_id, with_for_update=True, populate_existing=True)
    registration.generation += 1
    own = letter(registration, NEW_LINK, f"new-link:{registration.id}:{registration.generation}")
    outbox.enqueue(db, own, now=now)
    tell_new_link(db, registration.invitee, now)
    record(
        db,
        actor,
        "registration.link_replaced",
        ("registration", registration.id),
        now=now,
        organisation_id=registration.event.organisation_id,
    )
