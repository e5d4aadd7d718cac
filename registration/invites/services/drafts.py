"""The outbox rows of calendar entries: one waiting mail per entry and message."""

from registration.invites.models import CalendarInvite
from registration.outbox.email import Draft
from registration.outbox.models import Priority

CHANGE = "invites.change"
AGAIN = "invites.again"


def dedupe_key(one: CalendarInvite) -> str:
    """One waiting mail per entry and message: after it is frozen the next change has the next number."""
    return f"invite:{one.id}:{one.messages}"


def draft(one: CalendarInvite, key: str, priority: Priority, kind: str = CHANGE) -> Draft:
    """The mail with the entry's next message."""
    event = one.invitee.event
    return Draft(
        kind=kind,
        recipient=one.invitee.email,
        recipient_name=one.invitee.name,
        language=one.invitee.language,
        dedupe_key=key,
        context={"invite": one.id},
        priority=priority,
        about=("event", event.id),
        organisation_id=event.organisation_id,
        invitee_id=one.invitee_id,
    )
