"""Making an invite's mail when the worker first claims it: the calendar message is issued here."""

from datetime import datetime

from sqlalchemy import orm

from registration.core.site import Site
from registration.invites import emails, hooks, queries
from registration.invites.models import CalendarInvite
from registration.invites.services import Issued, issue
from registration.outbox.email import Email, message_id
from registration.outbox.models import OutgoingEmail
from registration.trainings.models import Visibility


def change(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """The mail for one entry's next message; None when the person's calendar already says what holds."""
    invite = queries.find(db, row.context["invite"])
    issued = issue(db, invite, site, now) if invite else None
    if invite is None or issued is None:
        return None
    said = emails.Said(
        what=what_happened(invite, issued),
        part=issued.part,
        number=day_number(invite),
        manage=hooks.manage_link(db, invite.invitee, site),
        references=thread(invite, row, site),
    )
    return emails.change(invite, said, site)


def what_happened(invite: CalendarInvite, issued: Issued) -> str:
    """The word of emails.Said for this message."""
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
    """(1, 2) for the first of two days; None for an event of one day, or a day that is gone."""
    days = [day.id for day in invite.invitee.event.days]
    if len(days) < 2 or invite.day_id not in days:
        return None
    return days.index(invite.day_id) + 1, len(days)
