"""A person's address was wrong: the entries that still matter begin their lives at the right one."""

from datetime import datetime

from sqlalchemy import orm

from registration.invites import entries, queries
from registration.invites.models import CalendarInvite, Invitee, InviteState


def readdress(db: orm.Session, invitee: Invitee, email: str, now: datetime) -> list[CalendarInvite]:
    """Give the person another address; gives the entries whose REQUEST is to be sent there, in the order of their days.

    Each keeps its UID, and its next message has a newer DTSTAMP (RFC 5545, 3.8.7.2): at the new address it is the
    first, and if both addresses lead to one calendar it replaces what is there. Days that are over stay as they are.
    """
    invitee.email = email
    fresh = []
    for one in queries.invites_of(db, invitee):
        over = one.last_sent is not None and entries.told_end(one) <= now
        if one.state is not InviteState.CANCELLED and not over:
            one.state, one.last_sent, one.participation = InviteState.NEW, None, "NEEDS-ACTION"
            one.answer, one.answer_sequence, one.answer_stamp, one.answered_at = "", None, None, None
            fresh.append(one)
    db.flush()
    return fresh
