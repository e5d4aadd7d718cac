"""One day of an event as a calendar entry: what concerns the person that day, merged, listed in the description."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from registration.core.catalogue import speak
from registration.core.language import N_, Sentence
from registration.core.site import Site
from registration.ical.entry import Attendee, CalendarEntry, Person, fingerprint
from registration.ical.text import DESCRIPTION_LIMIT, clean
from registration.invites.differences import Part
from registration.invites.models import CalendarInvite, Invitee
from registration.invites.whose import Own, all_sessions, have_times, parts
from registration.trainings import facts
from registration.trainings.models import Event, EventDay, EventSession


@dataclass(frozen=True)
class DayEntry:
    """What everybody's entry of a day says who has the same sessions: `entry` has no attendee and no personal link.

    `parts` are the sessions as a later mail compares them; `chosen` the public ids of the optional ones among
    them; `sessions` the rows' ids; `offered` the public ids of all that may be chosen on this day.
    """

    entry: CalendarEntry
    time_key: str
    text_key: str
    parts: tuple[Part, ...]
    chosen: tuple[str, ...]
    sessions: frozenset[int]
    offered: frozenset[str]


def told_end(invite: CalendarInvite) -> datetime:
    """When the day ends by what the person was last told. Raises ValueError for an entry never mailed."""
    if invite.last_sent is None:
        raise ValueError("an entry that was never mailed has told nothing")
    return datetime.fromisoformat(invite.last_sent["end"])


def online_links(event: Event, only: Collection[int] | None = None) -> list[str]:
    """The meeting's links, of these sessions or of all; told to participants only."""
    sessions = [one for one in all_sessions(event) if only is None or one.id in only]
    return list(dict.fromkeys(one for one in (event.online_url, *(s.online_url for s in sessions)) if one))


def day_entry(event: Event, day: EventDay, own: Own, site: Site, language: str) -> DayEntry:
    """The shared part of a day's entries in one language, for those whose sessions are `own`; some have times.

    UID, stamp and sequence are placeholders: `addressed` gives them.
    """
    sessions = parts(day, own)
    starts = [session.starts_at for session in sessions if session.starts_at]
    ends = [session.ends_at for session in sessions if session.ends_at]
    entry = CalendarEntry(
        uid="day",
        stamp=event.updated_at,
        sequence=0,
        start=min(starts),
        end=max(ends),
        zone=event.zone,
        summary=_summary(event, day, language),
        description=_description(event, day, sessions, site, language),
        location=_location(event, sessions, language),
        venue=event.venue.address if event.venue else "",
        url=site.address(f"/trainings/{event.slug}"),
        created=event.created_at,
        organizer=Person(site.sender, event.organisation.name),
        language=language,
    )
    # A day that comes or goes gives the others a new number: not worth a mail to everybody.
    keys = fingerprint(replace(entry, summary=event.title))
    told = tuple(_part(session) for session in sessions)
    chosen = tuple(sorted(session.public_id for session in sessions if session.optional))
    ids = frozenset(session.id for session in sessions)
    offered = frozenset(session.public_id for session in day.sessions if session.optional)
    return DayEntry(entry, keys.time_key, keys.text_key, told, chosen, ids, offered)


def _part(session: EventSession) -> Part:
    return Part(
        id=session.public_id,
        start=session.starts_at.isoformat() if session.starts_at else "",
        end=session.ends_at.isoformat() if session.ends_at else "",
        title=session.title,
        room=session.room,
        link=session.online_url,
        speakers=facts.led_by(session),
    )


def addressed(
    shared: CalendarEntry,
    invitee: Invitee,
    *,
    uid: str,
    sequence: int,
    stamp: datetime,
    answer: Attendee,
    link: str,
) -> CalendarEntry:
    """The entry for one person: theirs alone in UID, ATTENDEE and link, which a long programme never cuts off."""
    manage = speak(N_("Change or cancel your registration:"), invitee.language)
    own = f"\n\n{manage}\n{link}" if link else ""
    description = clean(shared.description, DESCRIPTION_LIMIT - len(own)) + own
    return replace(shared, uid=uid, sequence=sequence, stamp=stamp, description=description, attendee=answer)


def _summary(event: Event, day: EventDay, language: str) -> str:
    timed = [one for one in event.days if have_times(one.sessions)]
    if len(timed) < 2:
        return event.title
    values = {"title": event.title, "number": timed.index(day) + 1}
    return speak(Sentence(N_("%(title)s (day %(number)s)"), values), language)


def _description(
    event: Event, day: EventDay, sessions: Sequence[EventSession], site: Site, language: str
) -> str:
    lines, only = [], {session.id for session in sessions}
    for session in facts.of_day(day, event.zone, language, only).sessions:
        lines.append(" ".join(part for part in (session.time, session.title) if part))
        lines.extend(f"   {part}" for part in (session.speakers, session.room) if part)
    lines += _links(event, only, language)
    lines += ["", speak(N_("About the event:"), language), site.address(f"/trainings/{event.slug}")]
    if contact := facts.contact(event):
        lines += ["", speak(Sentence(N_("Questions: %(contact)s"), {"contact": contact}), language)]
    return "\n".join(lines)


def _links(event: Event, only: Collection[int], language: str) -> list[str]:
    """Each link bare on a line of its own, so that every client makes it clickable."""
    links = online_links(event, only)
    return ["", speak(N_("Join online:"), language), *links] if links else []


def _location(event: Event, sessions: Sequence[EventSession], language: str) -> str:
    """Venue and room, and the meeting's link where there is one for the whole day: clients ignore CONFERENCE."""
    rooms = {session.room for session in sessions if session.room}
    venue = event.venue.full_name if event.venue else ""
    room = rooms.pop() if len(rooms) == 1 else ""
    links = online_links(event, {session.id for session in sessions})
    place = ", ".join(part for part in (venue, room) if part)
    return " / ".join(part for part in (place, links[0] if len(links) == 1 else "") if part)
