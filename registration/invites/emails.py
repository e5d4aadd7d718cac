"""Mails that carry a calendar message: a further day, a change, a cancellation."""

from datetime import datetime

from sqlalchemy import orm

from registration.core.site import Site
from registration.invites import hooks, queries
from registration.invites.models import CalendarInvite
from registration.invites.services import Issued, issue
from registration.outbox.email import Email, message_id
from registration.outbox.models import OutgoingEmail
from registration.trainings import facts
from registration.trainings.models import Visibility


def render_change(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """The mail for one entry's next message; None when the person's calendar already says what holds."""
    invite = queries.find(db, row.context["invite"])
    issued = issue(db, invite, site, now) if invite else None
    if invite is None or issued is None:
        return None
    return change(invite, issued, row, site, hooks.manage_link(db, invite.invitee, site))


def change(invite: CalendarInvite, issued: Issued, row: OutgoingEmail, site: Site, manage: str) -> Email:
    """What is said beside the calendar message. The template tells the four cases apart by `what`."""
    invitee = invite.invitee
    return Email(
        template="invite_change",
        to=invitee.email,
        to_name=invitee.name,
        language=invitee.language,
        context={
            "what": what_happened(invite, issued),
            "event": facts.of_event(invitee.event, site, invitee.language),
            "day": day_facts(invite),
            "number": day_number(invite),
            "online": invitee.event.online_url,
            "reason": invitee.event.cancellation_reason,
            "manage": manage,
        },
        sender_name=invitee.event.organisation.name,
        reply_to=invitee.event.contact_email or invitee.event.organisation.email,
        calendar=issued.part,
        references=thread(invite, row, site),
    )


def what_happened(invite: CalendarInvite, issued: Issued) -> str:
    """ "day", "moved", "changed", "cancelled" or "dropped" (only this day, the event goes on)."""
    if issued.part.method == "CANCEL":
        over = invite.invitee.event.visibility is Visibility.CANCELLED or not invite.invitee.active
        return "cancelled" if over else "dropped"
    if issued.first:
        return "day"
    return "moved" if issued.moved else "changed"


def thread(invite: CalendarInvite, row: OutgoingEmail, site: Site) -> tuple[str, ...]:
    """References to the first message of the UID; the first one becomes it."""
    own = message_id(row.public_id, site)
    if not invite.first_message_id:
        invite.first_message_id = own
    return () if invite.first_message_id == own else (invite.first_message_id,)


def day_number(invite: CalendarInvite) -> tuple[int, int] | None:
    """(1, 2) for "[1/2]"; None for an event of one day."""
    days = [day.id for day in invite.invitee.event.days]
    if len(days) < 2 or invite.day_id not in days:
        return None
    return days.index(invite.day_id) + 1, len(days)


def day_facts(invite: CalendarInvite) -> facts.DayFacts | None:
    """The day's programme; None once it was dropped."""
    event = invite.invitee.event
    return facts.of_day(invite.day, event.zone, invite.invitee.language) if invite.day else None
