"""The page of one event."""

from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from registration.core import clock
from registration.core.text import shorten
from registration.trainings import queries, schema_org, when
from registration.trainings.entries import IN_FEEDS
from registration.trainings.errors import NoSuchEvent
from registration.trainings.models import Event, EventDay, Speaker, Visibility
from registration.trainings.standing import NextStep, Standing, standing
from registration.trainings.states import seat_state
from registration.trainings.views.blueprints import trainings
from registration.trainings.views.cards import leaf
from registration.trainings.views.links import address_of, public_address
from registration.trainings.words import ACCESS, KINDS, KNOWN, LANGUAGES, SESSION_KINDS
from registration.web import filters
from registration.web.caching import cacheable
from registration.web.language import language, say
from registration.web.writing import reading

DESCRIPTION_LENGTH = 160
MOST_DAYS_LISTED = 6

Fact = tuple[str | None, str, str | list[str]]


@trainings.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """Everything that the public may know of one event. 404 for a draft."""
    event = queries.public_event(reading(), slug)
    if event is None:
        raise NoSuchEvent
    return cacheable(render_template("trainings/show.html", **of_event(event, clock.now())))


def of_event(event: Event, now: datetime) -> dict[str, object]:
    """What the template shows; the desk's preview of a draft shows the same."""
    address, stands = public_address("trainings.show", slug=event.slug), standing(event, now)
    return {
        "event": event,
        "kind": _(KINDS[event.kind]),
        "leaf_parts": leaf(event),
        "stands": stands,
        "next_step": next_step(stands, event),
        "facts": facts(event, now),
        "days": [day_of(day, event) for day in event.days],
        "access": access_rows(event),
        "sign_up": address_of("signup.form", slug=event.slug)
        if stands is None and event.takes_sign_ups(now)
        else "",
        "event_file": "" if is_record(event) else address_of("calendars.event_file", slug=event.slug),
        "address": address,
        "description": shorten(
            event.purpose or f"{event.title}, {when.in_words(event, language())}", DESCRIPTION_LENGTH
        ),
        "structured": Markup(schema_org.as_script(event, address, now)),  # noqa: S704 (escaped by as_script)
    }


def is_record(event: Event) -> bool:
    """Whether the event is outside sign-up and calendars."""
    return event.visibility is Visibility.ARCHIVED


def next_step(stands: Standing | None, event: Event) -> tuple[str, str] | None:
    """(address, text) of the link in the notice on top."""
    others = (address_of("trainings.catalogue"), _("See what is coming"))
    if stands is None:
        return None
    if stands.next is NextStep.CONTACT and (event.contact_email or event.contact_phone):
        return "#contact", _("Contact")
    file = address_of("calendars.event_file", slug=event.slug)
    return (file, _("Add to calendar (.ics)")) if stands.next is NextStep.CALENDAR and file else others


def facts(event: Event, now: datetime) -> list[Fact]:
    """The rows of the facts box; rows without a value are left out by the macro."""
    return [
        ("calendar-days", _("When"), _when(event)),
        ("map-pin", _("Where"), _where(event)),
        ("banknote", _("Cost"), event.cost or ("" if is_record(event) else _("free of charge"))),
        ("presentation", _("Led by"), [credited(speaker) for speaker in event.speakers]),
        ("users", _("Seats"), "" if is_record(event) else _seats(event, now)),
        ("clock", _("Sign-up"), _until(event, now)),
        (
            "languages",
            _("Language"),
            _(LANGUAGES[event.language]) if event.language in LANGUAGES else event.language,
        ),
        # A source that is quoted may not say who organised it: the owner keeps its record.
        ("landmark", _("Record kept by") if event.source else _("Organiser"), event.organisation.name),
    ]


def _when(event: Event) -> list[str]:
    """One line for each day with its hours; many days in one line."""
    if len(event.days) > MOST_DAYS_LISTED or event.starts_at is None:
        return [
            when.in_words(event, language()),
            *([_("The year is not given.")] if when.year_is_missing(event) else []),
        ]
    return [line for day in event.days if (line := _day_line(day, event))]


def _day_line(day: EventDay, event: Event) -> str:
    starts = [session.starts_at for session in day.sessions if session.starts_at]
    ends = [session.ends_at for session in day.sessions if session.ends_at]
    return filters.full(min(starts), max(ends), event.zone) if starts and ends else filters.spoken(day.when)


def _where(event: Event) -> list[str]:
    place = [event.venue.name, event.venue.address] if event.venue else []
    return [*place, *([_("Online: the link comes with the confirmation.")] if event.online_url else [])]


def _seats(event: Event, now: datetime) -> str:
    state, free = say(seat_state(event, now, language()).sentence), event.free_seats
    if free and event.takes_sign_ups(now):
        return str(_("%(free)s free of %(all)s", free=free, all=event.capacity))
    return state


def _until(event: Event, now: datetime) -> str:
    if not event.takes_sign_ups(now):
        return ""
    return filters.deadline(event.sign_up_deadline, now, event.zone)


def credited(speaker: Speaker) -> str:
    """A speaker in one line: name, post and organisation, as far as they are known."""
    return ", ".join(part for part in (speaker.name, speaker.post, speaker.organisation_name) if part)


@dataclass(frozen=True)
class Part:
    """A session in the programme of a day."""

    id: str
    iso: str
    hours: str
    title: str
    speakers: list[str]
    place: str
    note: str
    description: str
    file: str


@dataclass(frozen=True)
class ProgrammeDay:
    """A day of the programme; `title` is its date in words."""

    title: str
    iso: str
    parts: list[Part]


def day_of(day: EventDay, event: Event) -> ProgrammeDay:
    """A day with its sessions in order."""
    title = filters.day(day.date) if day.date else when.as_printed(day, language())
    return ProgrammeDay(title, day.when.iso or "", _parts(day, event))


def _parts(day: EventDay, event: Event) -> list[Part]:
    plain = SESSION_KINDS.keys() - {"forum sitting", "ceremony"}
    return [
        Part(
            id=session.public_id,
            iso=filters.iso(session.starts_at, event.zone) if session.starts_at else "",
            hours=filters.session_time(session.starts_at, session.ends_at, event.zone)
            if session.starts_at and session.ends_at
            else "",
            title=session.title,
            speakers=[credited(speaker) for speaker in session.speakers],
            place=session.room or (_("Online") if session.online_url else ""),
            note="" if session.kind in plain else _(SESSION_KINDS[session.kind]),
            description=session.description,
            file=address_of("calendars.session_file", public_id=session.public_id)
            if session.kind in IN_FEEDS and not is_record(event)
            else "",
        )
        for session in day.sessions
    ]


def access_rows(event: Event) -> list[Fact]:
    """What is known of getting in: yes, no, and also "not known", so that nobody relies on silence."""
    venue = event.venue
    if venue is None:
        return []
    known: list[Fact] = [(None, _(word), _(KNOWN[getattr(venue, name)])) for name, word in ACCESS]
    return [*known, (None, _("Whom to ask about access"), venue.access_contact)]
