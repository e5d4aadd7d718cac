""" "Send me my link again": the same answer for every address; only a known one gets a mail."""

from datetime import datetime

from sqlalchemy import orm

from registration.core.mail_address import key
from registration.outbox import services as outbox
from registration.outbox.email import Draft
from registration.outbox.models import Priority
from registration.signup import queries

LINKS = "signup.links"


def send_links(db: orm.Session, email: str, *, now: datetime) -> None:
    """Enqueue one mail with the links of all the address's registrations; at most one an hour."""
    found = queries.of_address(db, key(email))
    if not found:
        return
    newest = found[-1]
    draft = Draft(
        kind=LINKS,
        recipient=newest.email,
        recipient_name=newest.full_name,
        language=newest.language,
        dedupe_key=f"links:{newest.id}:{now:%Y%m%d%H}",
        context={"registrations": [one.id for one in found]},
        priority=Priority.PROMPT,
        about=("event", newest.event_id),
        organisation_id=newest.event.organisation_id,
    )
    outbox.enqueue(db, draft, now=now)
