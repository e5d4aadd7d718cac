"""Making the next message of an entry, in the transaction that claims its mail: SEQUENCE and DTSTAMP are given here."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import orm

from registration.core.site import Site
from registration.ical.entry import Attendee, CalendarEntry, Method, Person
from registration.ical.write import invitation
from registration.invites import entries, hooks
from registration.invites.messages import Issued, Told
from registration.invites.models import CalendarInvite, Invitee, InviteState
from registration.outbox.email import CalendarPart
from registration.trainings.models import Visibility


def issue(db: orm.Session, invite: CalendarInvite, site: Site, now: datetime) -> Issued | None:
    """The next message of the entry, or None when the person's calendar already says what holds.

    RFC 5546, 2.1.4 and 3.2: a REQUEST first; SEQUENCE + 1 when start, end, status or venue changed; a newer
    DTSTAMP with the same SEQUENCE for other texts; a CANCEL ends the UID's life.
    """
    if invite.state is InviteState.CANCELLED:
        return None
    if not _comes(invite):
        return _cancel(invite, site, now) if invite.state is InviteState.INVITED else None
    return _request(db, invite, site, now)


def _comes(invite: CalendarInvite) -> bool:
    event, day = invite.invitee.event, invite.day
    held = event.visibility is Visibility.PUBLISHED
    return held and invite.invitee.active and day is not None and entries.has_times(day)


def _request(db: orm.Session, invite: CalendarInvite, site: Site, now: datetime) -> Issued | None:
    invitee, day = invite.invitee, invite.day
    assert day is not None
    shared = entries.day_entry(invitee.event, day, site, invitee.language)
    sent = invite.last_sent or {}
    moved = sent.get("time_key") != shared.time_key
    if not moved and sent.get("text_key") == shared.text_key:
        return None
    before = Told.by(_from_snapshot(invite, site)) if sent else None
    if moved and before:
        invite.sequence += 1
        invite.participation = "NEEDS-ACTION"
    entry = entries.addressed(
        shared.entry,
        invitee,
        uid=invite.uid,
        sequence=invite.sequence,
        stamp=_next_stamp(invite, now),
        answer=Attendee(_person(invitee), invite.participation, rsvp=moved),
        link=hooks.manage_link(db, invitee, site),
    )
    invite.last_sent = _snapshot(shared)
    invite.state = InviteState.INVITED
    return Issued(_mailed(invite, entry, Method.REQUEST), moved, before, Told.by(entry))


def _cancel(invite: CalendarInvite, site: Site, now: datetime) -> Issued:
    """What was last mailed, taken back: the day itself may be gone from the programme."""
    told = _from_snapshot(invite, site)
    invite.sequence += 1
    invite.state = InviteState.CANCELLED
    entry = replace(
        told,
        sequence=invite.sequence,
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


def _snapshot(shared: entries.DayEntry) -> dict[str, str]:
    """What a CANCEL repeats and a change is measured against: nothing of the person, no personal link."""
    entry, told = shared.entry, Told.by(shared.entry)
    return {
        "time_key": shared.time_key,
        "text_key": shared.text_key,
        "start": told.start.isoformat(),
        "end": told.end.isoformat(),
        "zone": entry.zone,
        "summary": entry.summary,
        "location": entry.location,
        "url": entry.url,
        "organizer": entry.organizer.name if entry.organizer else "",
    }


def _from_snapshot(invite: CalendarInvite, site: Site) -> CalendarEntry:
    sent = invite.last_sent
    assert sent is not None
    return CalendarEntry(
        uid=invite.uid,
        stamp=invite.created_at,
        sequence=invite.sequence,
        start=datetime.fromisoformat(sent["start"]),
        end=datetime.fromisoformat(sent["end"]),
        zone=sent["zone"],
        summary=sent["summary"],
        location=sent["location"],
        url=sent["url"],
        created=invite.invitee.event.created_at,
        organizer=Person(site.sender, sent["organizer"]),
        language=invite.invitee.language,
    )
