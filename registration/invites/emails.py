"""The mail beside one calendar message, as a value: a further day, a change, a cancellation."""

from dataclasses import dataclass

from registration.core.site import Site
from registration.invites.models import CalendarInvite
from registration.outbox.email import CalendarPart, Email
from registration.trainings import facts


@dataclass(frozen=True)
class Said:
    """What the mail tells: `what` is "day", "moved", "changed", "cancelled" or "dropped" (this day only);
    `number` is (1, 2) for "[1/2]"; `manage` the personal link."""

    what: str
    part: CalendarPart
    number: tuple[int, int] | None
    manage: str
    references: tuple[str, ...]


def change(invite: CalendarInvite, said: Said, site: Site) -> Email:
    """The mail for one person and one day."""
    invitee, event = invite.invitee, invite.invitee.event
    return Email(
        template="invite_change",
        to=invitee.email,
        to_name=invitee.name,
        language=invitee.language,
        context={
            "what": said.what,
            "event": facts.of_event(event, site, invitee.language),
            "day": facts.of_day(invite.day, event.zone, invitee.language) if invite.day else None,
            "number": said.number,
            "online": event.online_url,
            "reason": event.cancellation_reason,
            "manage": said.manage,
        },
        sender_name=event.organisation.name,
        reply_to=event.contact_email or event.organisation.email,
        calendar=said.part,
        references=said.references,
    )
