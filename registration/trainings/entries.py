"""One session of an event as a public calendar entry (RFC 5545, 3.6.1), for feeds and downloads."""

from datetime import datetime

from registration.core.catalogue import speak
from registration.core.language import N_, Sentence
from registration.core.site import Site
from registration.ical.entry import CalendarEntry, Person, Status
from registration.trainings import facts
from registration.trainings.models import Event, EventSession, SessionKind, Visibility

IN_FEEDS = (SessionKind.TRAINING, SessionKind.FORUM_SITTING, SessionKind.CEREMONY)
"""Breaks and meals stand in the day's description, not in other people's calendars."""


def uid(session: EventSession) -> str:
    """The session's public UID; it never changes."""
    return f"session-{session.public_id}@zapisy"


def session_entry(
    event: Event, session: EventSession, site: Site, *, sequence: int, stamp: datetime, online_url: str = ""
) -> CalendarEntry:
    """A timed session in the event's language. `online_url` is given for participants only.

    A cancelled event's sessions are STATUS:CANCELLED with a prefix in SUMMARY.
    """
    if session.starts_at is None or session.ends_at is None:
        raise ValueError("a session without times has no calendar entry")
    cancelled = event.visibility is Visibility.CANCELLED
    name = title(event, session)
    return CalendarEntry(
        uid=uid(session),
        stamp=stamp,
        last_modified=stamp,
        sequence=sequence,
        start=session.starts_at,
        end=session.ends_at,
        zone=event.zone,
        summary=cancelled_title(name, event.language) if cancelled else name,
        description=_description(event, session, site, online_url),
        location=_location(event, session, online_url),
        venue=event.venue.address if event.venue else "",
        url=site.address(f"/trainings/{event.slug}"),
        status=Status.CANCELLED if cancelled else Status.CONFIRMED,
        created=event.created_at,
        organizer=Person(site.sender, event.organisation.name),
        related_to=f"event-{event.public_id}@zapisy",
        language=event.language,
    )


def title(event: Event, session: EventSession) -> str:
    """What the session is called among entries of other events: a lone session has its event's name."""
    told = [one for one in event.sessions if one.kind in IN_FEEDS]
    return event.title if len(told) == 1 else f"{event.title}: {session.title}"


def cancelled_title(text: str, language: str) -> str:
    """The title with the prefix that calendars without a sign for cancellation need."""
    return speak(Sentence(N_("CANCELLED: %(title)s"), {"title": text}), language)


def _location(event: Event, session: EventSession, online_url: str) -> str:
    """ "Ratusz, ul. Rynek 1, Łowicz, sala 5 / online"; the link itself for participants only."""
    venue = event.venue.full_name if event.venue else ""
    place = ", ".join(part for part in (venue, session.room) if part)
    remote = speak(N_("online"), event.language) if event.online_url or session.online_url else ""
    return " / ".join(part for part in (place, online_url or remote) if part)


def _description(event: Event, session: EventSession, site: Site, online_url: str) -> str:
    lines = [session.description] if session.description else []
    lines += [led] if (led := facts.led_by(session)) else []
    if online_url:
        lines += ["", speak(N_("Join online:"), event.language), online_url]
    lines += ["", speak(N_("About the event:"), event.language), site.address(f"/trainings/{event.slug}")]
    return "\n".join(lines).strip()
