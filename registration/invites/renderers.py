"""Making an invite's mail when the worker first claims it: the calendar message is issued here."""

from datetime import datetime

from sqlalchemy import orm

from registration.core.site import Site
from registration.invites import emails, hooks, queries
from registration.invites.emails import What
from registration.invites.messages import Issued
from registration.invites.models import CalendarInvite
from registration.invites.services import issue
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
        number=queries.day_number(invite),
        manage=hooks.manage_link(db, invite.invitee, site),
        references=thread(invite, row, site),
        issued=issued,
    )
    return emails.change(invite, said, site)


def what_happened(invite: CalendarInvite, issued: Issued) -> What:
    """Which words go with the message."""
    if issued.part.method == "CANCEL":
        return _why_cancelled(invite)
    if issued.first:
        return What.DAY
    return What.MOVED if issued.moved else What.CHANGED


def _why_cancelled(invite: CalendarInvite) -> What:
    if not invite.invitee.active:
        return What.RESIGNED
    cancelled = invite.invitee.event.visibility is Visibility.CANCELLED
    return What.CANCELLED if cancelled else What.DROPPED


def thread(invite: CalendarInvite, row: OutgoingEmail, site: Site) -> tuple[str, ...]:
    """References to the first message of the UID; the first one becomes it."""
    own = message_id(row.public_id, site)
    if not invite.first_message_id:
        invite.first_message_id = own
    return () if invite.first_message_id == own else (invite.first_message_id,)
