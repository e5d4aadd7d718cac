"""Making an invite's mail when the worker first claims it: the calendar message is issued here."""

from datetime import datetime

from sqlalchemy import orm

from registration.core.site import Site
from registration.invites import emails, hooks, queries
from registration.invites.emails import What
from registration.invites.messages import Issued
from registration.invites.models import CalendarInvite, Ending, InviteeRole
from registration.invites.services import issue
from registration.invites.services.drafts import AGAIN, LINK, link_key
from registration.outbox.email import Email, message_id
from registration.outbox.models import OutgoingEmail
from registration.trainings.models import Visibility


def change(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """The mail for one entry's next message; None when the person's calendar already says what holds."""
    invite = queries.find(db, row.context["invite"])
    if invite is None or (row.kind == LINK and row.dedupe_key != link_key(invite)):
        return None  # a later message of the entry has brought the link
    issued = issue(db, invite, site, now, again=row.kind in (AGAIN, LINK))
    if issued is None:
        return None
    what = What.LINK if row.kind == LINK and issued.again else what_happened(invite, issued)
    host = invite.invitee.role is not InviteeRole.PARTICIPANT
    said = emails.Said(
        what=what,
        number=queries.day_number(invite),
        manage=hooks.manage_link(db, invite.invitee, site),
        references=sent(invite, row, site, what),
        issued=issued,
        duty=queries.duty_of(db, invite.invitee) if host else "",
        clause=_clause(db, invite) if host and _is_first_ever(invite) else "",
    )
    return emails.change(invite, said, site)


def what_happened(invite: CalendarInvite, issued: Issued) -> What:
    """Which words go with the message."""
    if issued.part.method == "CANCEL":
        return What.CANCELLED_AGAIN if issued.again else _why_cancelled(invite)
    if issued.first:
        return What.BACK if _comes_back(invite) else What.DAY
    if issued.again:
        return What.AGAIN
    if issued.chosen and invite.invitee.role is InviteeRole.PARTICIPANT:
        return What.CHOICE
    return What.MOVED if issued.moved else What.CHANGED


def _clause(db: orm.Session, invite: CalendarInvite) -> str:
    return hooks.host_clause(db, invite.invitee.event.organisation, invite.invitee.language)


def _why_cancelled(invite: CalendarInvite) -> What:
    participant = invite.invitee.role is InviteeRole.PARTICIPANT
    cancelled = invite.invitee.event.visibility is Visibility.CANCELLED
    return {
        Ending.EVENT: What.CANCELLED if cancelled else What.UNPUBLISHED,
        Ending.DAY: What.DROPPED,
        Ending.SESSIONS: What.NOT_CHOSEN if participant else What.LEFT,
        Ending.PERSON: What.RESIGNED if participant else What.LEFT,
    }[Ending(invite.ended)]


def _comes_back(invite: CalendarInvite) -> bool:
    """Whether the entry of this day ended with the event, which now takes place after all."""
    earlier = [one for one in invite.invitee.invites if one.day_id == invite.day_id and one is not invite]
    return any(one.ended == Ending.EVENT and one.generation < invite.generation for one in earlier)


def _is_first_ever(invite: CalendarInvite) -> bool:
    return sum(one.messages for one in invite.invitee.invites) == 1


def sent(invite: CalendarInvite, row: OutgoingEmail, site: Site, what: What) -> tuple[str, ...]:
    """Note which mail carries the entry's last message; gives the References to the first one of the UID."""
    invite.last_mail, invite.last_told = row.public_id, what.value
    own = message_id(row.public_id, site)
    if not invite.first_message_id:
        invite.first_message_id = own
    return () if invite.first_message_id == own else (invite.first_message_id,)
