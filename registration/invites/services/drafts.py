"""The outbox rows of calendar entries: one waiting mail per entry and message."""

from dataclasses import dataclass

from registration.invites.models import CalendarInvite, Invitee
from registration.outbox.email import Draft
from registration.outbox.models import Priority

CHANGE = "invites.change"
AGAIN = "invites.again"
LINK = "invites.link"


@dataclass(frozen=True)
class Guest:
    """Somebody who comes to an event, as mails are addressed to them."""

    invitee_id: int
    event_id: int
    organisation_id: int
    email: str
    name: str
    language: str


def guest(invitee: Invitee) -> Guest:
    """The invitee as mails are addressed to them."""
    event = invitee.event
    return Guest(invitee.id, event.id, event.organisation_id, invitee.email, invitee.name, invitee.language)


def message_key(invite_id: int, messages: int = 0) -> str:
    """One waiting mail per entry and message: after it is frozen the next change has the next number."""
    return f"invite:{invite_id}:{messages}"


def dedupe_key(one: CalendarInvite) -> str:
    """The key of the mail with the entry's next message."""
    return message_key(one.id, one.messages)


def link_key(one: CalendarInvite) -> str:
    """The key of the mail that brings the person's new link before any other message of the entry does."""
    return f"{dedupe_key(one)}:link"


def draft(one: CalendarInvite, key: str, priority: Priority, kind: str = CHANGE) -> Draft:
    """The mail with the entry's next message."""
    return mail_to(guest(one.invitee), one.id, key, priority, kind)


def mail_to(to: Guest, invite_id: int, key: str, priority: Priority, kind: str = CHANGE) -> Draft:
    """The mail with the next message of the entry, which is known by its id."""
    return Draft(
        kind=kind,
        recipient=to.email,
        recipient_name=to.name,
        language=to.language,
        dedupe_key=key,
        context={"invite": invite_id},
        priority=priority,
        about=("event", to.event_id),
        organisation_id=to.organisation_id,
        invitee_id=to.invitee_id,
    )
