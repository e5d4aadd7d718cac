"""Making the next message of an entry, in the transaction that claims its mail: SEQUENCE and DTSTAMP are given here."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import orm

from registration.core.remembering import remembered
from registration.core.site import Site
from registration.ical.entry import Attendee, CalendarEntry, Method, Person
from registration.ical.write import invitation
from registration.invites import entries, hooks, queries, snapshots
from registration.invites.messages import Issued, Told
from registration.invites.models import CalendarInvite, Ending, Invitee, InviteeRole, InviteState
from registration.invites.whose import Own, have_times, parts
from registration.outbox.email import CalendarPart
from registration.trainings.models import EventDay, Visibility


def issue(
    db: orm.Session, invite: CalendarInvite, site: Site, now: datetime, *, again: bool = False
) -> Issued | None:
    """The next message of the entry, or None when the person's calendar already says what holds.

    RFC 5546, 2.1.4 and 3.2: a REQUEST first; SEQUENCE + 1 when start, end, status or venue changed; a newer
    DTSTAMP with the same SEQUENCE for other texts; a CANCEL ends the UID's life. An entry that never was mailed
    and is not wanted any more just ends. With `again`, what the calendar has is said once more. Of a past event
    that became a record nothing is said.
    """
    if invite.invitee.event.visibility is Visibility.ARCHIVED:
        return None
    if invite.state is InviteState.CANCELLED:
        return _cancelled_again(invite, site, now) if again and invite.last_sent else None
    own: Own = queries.person_of(db, invite.invitee).own if invite.invitee.active else frozenset()
    ending = why_over(invite, own)
    if ending is None:
        return _request(db, invite, own, site, now, again=again)
    was_mailed = invite.state is InviteState.INVITED
    invite.state, invite.ended = InviteState.CANCELLED, ending
    return _cancel(invite, site, now) if was_mailed else None


def why_over(invite: CalendarInvite, own: Own) -> Ending | None:
    """Why the person should have no entry of the day; None when they should."""
    day = invite.day
    if not invite.invitee.active:
        return Ending.PERSON
    if invite.invitee.event.visibility is not Visibility.PUBLISHED:
        return Ending.EVENT
    if day is None or not have_times(day.sessions):
        return Ending.DAY
    return None if have_times(parts(day, own)) else Ending.SESSIONS


def _request(
    db: orm.Session, invite: CalendarInvite, own: Own, site: Site, now: datetime, *, again: bool
) -> Issued | None:
    invitee, day = invite.invitee, invite.day
    assert day is not None
    shared = _shared(db, invitee, day, own, site)
    sent = invite.last_sent or {}
    same = snapshots.says_the_same(sent, shared)
    if same and not again:
        return None
    before = Told.by(snapshots.entry_of(invite, site)) if sent else None
    moved = sent.get("time_key") != shared.time_key
    if moved and before:
        invite.sequence += 1
        invite.participation = "NEEDS-ACTION"
    asks = moved or (same and invite.participation == "NEEDS-ACTION")
    entry = entries.addressed(
        shared.entry,
        invitee,
        uid=invite.uid,
        sequence=invite.sequence,
        stamp=_next_stamp(invite, now),
        answer=Attendee(_person(invitee), invite.participation, rsvp=asks),
        link=hooks.manage_link(db, invitee, site),
    )
    invite.last_sent, invite.state = snapshots.keep(shared), InviteState.INVITED
    now_told = Told.by(entry)
    return Issued(
        _mailed(invite, entry, Method.REQUEST),
        moved,
        snapshots.as_read_beside(before, sent, now_told) if before else None,
        now_told,
        sessions=shared.sessions,
        differences=snapshots.compared(
            sent, shared, invitee.language, chooses=invitee.role is InviteeRole.PARTICIPANT
        ),
        chosen=sent.get("chosen", list(shared.chosen)) != list(shared.chosen),
        again=same,
    )


def _shared(db: orm.Session, invitee: Invitee, day: EventDay, own: Own, site: Site) -> entries.DayEntry:
    """What the day's entries say to everybody with the same sessions and language."""
    key = "day_entry", day.id, own, invitee.language
    return remembered(db, key, lambda: entries.day_entry(invitee.event, day, own, site, invitee.language))


def _cancel(invite: CalendarInvite, site: Site, now: datetime) -> Issued:
    """What was last mailed, taken back: the day itself may be gone from the programme."""
    invite.sequence += 1
    return _taken_back(invite, site, now)


def _cancelled_again(invite: CalendarInvite, site: Site, now: datetime) -> Issued:
    return replace(_taken_back(invite, site, now), again=True)


def _taken_back(invite: CalendarInvite, site: Site, now: datetime) -> Issued:
    told = snapshots.entry_of(invite, site)
    entry = replace(
        told,
        stamp=_next_stamp(invite, now),
        attendee=Attendee(_person(invite.invitee), invite.participation, rsvp=False),
    )
    return Issued(_mailed(invite, entry, Method.CANCEL), True, Told.by(told), Told.by(told))


def _mailed(invite: CalendarInvite, entry: CalendarEntry, method: Method) -> CalendarPart:
    invite.last_stamp = entry.stamp
    invite.messages += 1
    return CalendarPart(method.value, invitation(replace(entry, last_modified=entry.stamp), method))


def _next_stamp(invite: CalendarInvite, now: datetime) -> datetime:
    """Strictly newer than the last message's: DTSTAMP counts whole seconds."""
    whole = now.replace(microsecond=0)
    return whole if invite.last_stamp is None else max(whole, invite.last_stamp + timedelta(seconds=1))


def _person(invitee: Invitee) -> Person:
    return Person(invitee.email, invitee.name)
