"""What mails and calendars say of an event, in their reader's language."""

from collections.abc import Container
from dataclasses import dataclass

from sqlalchemy import orm

from registration.core import dates
from registration.core.catalogue import speak
from registration.core.language import N_, Sentence
from registration.core.remembering import remembered
from registration.core.site import Site
from registration.trainings.models import Event, EventDay, EventSession

AGREEMENT = N_("Number of the agreement: %(number)s")


@dataclass(frozen=True)
class SessionFacts:
    """One line of a day's programme: "9:00–10:30", title, room, who leads."""

    time: str
    title: str
    room: str
    speakers: str
    optional: bool = False
    id: int = 0


@dataclass(frozen=True)
class DayFacts:
    """One day: its date in words, its programme, and the strings of its calendar leaf."""

    date: str
    sessions: tuple[SessionFacts, ...]
    leaf_month: str = ""
    leaf_day: str = ""
    leaf_weekday: str = ""


@dataclass(frozen=True)
class EventFacts:
    """An event in words. `where` is for everybody; the meeting's link is told to participants only."""

    title: str
    when: str
    where: str
    organisation: str
    contact: str
    page: str
    leaf_month: str
    leaf_day: str
    leaf_weekday: str
    days: tuple[DayFacts, ...]
    funding: tuple[str, ...] = ()
    """Who pays, as it must be said, in lines; the layout of every mail about the event ends with it. No logos: a mail
    that loads pictures tells when and where it is read."""


def of_event(event: Event, site: Site, language: str, only: frozenset[int] | None = None) -> EventFacts:
    """The facts of an event with times. Texts are as people typed them; nothing is escaped.

    `only` are the ids of the sessions to tell of, None for all; a day without any is left out. While many mails are
    made they are found out once.
    """
    key = "facts", event.id, language, only
    return remembered(orm.object_session(event), key, lambda: _of_event(event, site, language, only))


def _of_event(event: Event, site: Site, language: str, only: frozenset[int] | None) -> EventFacts:
    told = (of_day(day, event.zone, language, only) for day in event.days)
    days = tuple(day for day in told if only is None or day.sessions)
    first = next((day for day in days if day.leaf_day), None)
    return EventFacts(
        title=event.title,
        when=when(event, language),
        where=where(event, language),
        organisation=event.organisation.name,
        contact=contact(event),
        page=site.address(f"/trainings/{event.slug}"),
        leaf_month=first.leaf_month if first else "",
        leaf_day=first.leaf_day if first else "",
        leaf_weekday=first.leaf_weekday if first else "",
        days=days,
        funding=funding(event, language),
    )


def when(event: Event, language: str) -> str:
    """ "środa, 1 lipca 2026 r., godz. 9:00–15:30"; of several days "1 i 2 lipca 2026 r."."""
    timed = [session for session in event.sessions if session.starts_at and session.ends_at]
    known = sorted({day.date for day in event.days if day.date is not None})
    if len(known) == 1 and event.starts_at and event.ends_at and timed:
        return dates.full(event.starts_at, event.ends_at, event.zone, language)
    return dates.days_list(known, language) if known else ", ".join(day.as_printed for day in event.days)


def funding(event: Event, language: str) -> tuple[str, ...]:
    """The sentence of the project's scheme and the agreement's number; nothing where nobody pays."""
    scheme = event.project.funding if event.project else None
    if scheme is None:
        return ()
    number = speak(Sentence(AGREEMENT, {"number": scheme.number}), language) if scheme.number else ""
    return tuple(line for line in (*scheme.sentence.splitlines(), number) if line)


def where(event: Event, language: str) -> str:
    """The venue's name and address, or "online"; both for a hybrid event; empty when not known."""
    online = speak(N_("online"), language) if event.online_url else ""
    venue = event.venue.full_name if event.venue else ""
    return " / ".join(part for part in (venue, online) if part)


def contact(event: Event) -> str:
    """The human office: "Biuro projektu, biuro@example.org, tel."."""
    return ", ".join(part for part in (event.contact_name, event.contact_email, event.contact_phone) if part)


def of_day(day: EventDay, zone: str, language: str, only: Container[int] | None = None) -> DayFacts:
    """One day's programme in the order of its sessions' times; of `only` these sessions."""
    shown = [one for one in day.sessions if only is None or one.id in only]
    timed = sorted(shown, key=lambda one: (one.starts_at is None, one.starts_at, one.position))
    sessions = tuple(_of_session(session, zone, language) for session in timed)
    known = day.date
    if known is None:
        return DayFacts(day.as_printed, sessions)
    return DayFacts(
        dates.day(known, language),
        sessions,
        leaf_month=dates.month_short(known.month, language),
        leaf_day=str(known.day),
        leaf_weekday=dates.weekday_short(known, language),
    )


def _of_session(session: EventSession, zone: str, language: str) -> SessionFacts:
    time = ""
    if session.starts_at and session.ends_at:
        time = dates.session_time(session.starts_at, session.ends_at, zone, language)
    return SessionFacts(time, session.title, session.room, led_by(session), session.optional, session.id)


def led_by(session: EventSession) -> str:
    """The speakers in one line: name, post and organisation, as far as known."""
    parts = ((one.name, one.post, one.organisation_name) for one in session.speakers)
    return "; ".join(", ".join(filter(None, known)) for known in parts)
