"""One day of an event as a calendar entry: the day's sessions merged, listed in the description."""

from dataclasses import dataclass, replace
from datetime import datetime

from registration.core.catalogue import speak
from registration.core.language import N_, Sentence
from registration.core.site import Site
from registration.ical.entry import Attendee, CalendarEntry, Person, fingerprint
from registration.ical.text import DESCRIPTION_LIMIT, clean
from registration.invites.models import CalendarInvite, Invitee
from registration.trainings import facts
from registration.trainings.models import Event, EventDay


@dataclass(frozen=True)
class DayEntry:
    """What everybody's entry of a day says, apart from the person: `entry` has no attendee and no personal link."""

    entry: CalendarEntry
    time_key: str
    text_key: str


def has_times(day: EventDay) -> bool:
    """Whether the day can stand in a calendar."""
    return any(session.starts_at is not None for session in day.sessions)


def is_coming(day: EventDay, now: datetime) -> bool:
    """Whether some of the day is still ahead."""
    return any(session.ends_at is not None and session.ends_at > now for session in day.sessions)


def told_end(invite: CalendarInvite) -> datetime:
    """When the day ends by what the person was last told. Raises ValueError for an entry never mailed."""
    if invite.last_sent is None:
        raise ValueError("an entry that was never mailed has told nothing")
    return datetime.fromisoformat(invite.last_sent["end"])


def online_links(event: Event, day: EventDay | None = None) -> list[str]:
    """The meeting's links, of one day or of all; told to participants only."""
    sessions = day.sessions if day else event.sessions
    return list(dict.fromkeys(one for one in (event.online_url, *(s.online_url for s in sessions)) if one))


def day_entry(event: Event, day: EventDay, site: Site, language: str) -> DayEntry:
    """The shared part of a day's entries in one language; the day has times.

    UID, stamp and sequence are placeholders: `addressed` gives them.
    """
    starts = [session.starts_at for session in day.sessions if session.starts_at]
    ends = [session.ends_at for session in day.sessions if session.ends_at]
    entry = CalendarEntry(
        uid="day",
        stamp=event.updated_at,
        sequence=0,
        start=min(starts),
        end=max(ends),
        zone=event.zone,
        summary=_summary(event, day, language),
        description=_description(event, day, site, language),
        location=_location(event, day, language),
        venue=event.venue.address if event.venue else "",
        url=site.address(f"/trainings/{event.slug}"),
        created=event.created_at,
        organizer=Person(site.sender, event.organisation.name),
        language=language,
    )
    # A day that comes or goes gives the others a new number: not worth a mail to everybody.
    keys = fingerprint(replace(entry, summary=event.title))
    return DayEntry(entry, keys.time_key, keys.text_key)


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
    timed = [one for one in event.days if has_times(one)]
    if len(timed) < 2:
        return event.title
    values = {"title": event.title, "number": timed.index(day) + 1}
    return speak(Sentence(N_("%(title)s (day %(number)s)"), values), language)


def _description(event: Event, day: EventDay, site: Site, language: str) -> str:
    lines = []
    for session in facts.of_day(day, event.zone, language).sessions:
        lines.append(" ".join(part for part in (session.time, session.title) if part))
        lines.extend(f"   {part}" for part in (session.speakers, session.room) if part)
    lines += _links(event, day, language)
    lines += ["", speak(N_("About the event:"), language), site.address(f"/trainings/{event.slug}")]
    if contact := facts.contact(event):
        lines += ["", speak(Sentence(N_("Questions: %(contact)s"), {"contact": contact}), language)]
    return "\n".join(lines)


def _links(event: Event, day: EventDay, language: str) -> list[str]:
    """Each link bare on a line of its own, so that every client makes it clickable."""
    links = online_links(event, day)
    return ["", speak(N_("Join online:"), language), *links] if links else []


def _location(event: Event, day: EventDay, language: str) -> str:
    """Venue and room, and the meeting's link where there is one for the whole day: clients ignore CONFERENCE."""
    rooms = {session.room for session in day.sessions if session.room}
    venue = event.venue.full_name if event.venue else ""
    room = rooms.pop() if len(rooms) == 1 else ""
    links = online_links(event, day)
    place = ", ".join(part for part in (venue, room) if part)
    return " / ".join(part for part in (place, links[0] if len(links) == 1 else "") if part)
