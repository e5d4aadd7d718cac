"""The facts box of an event's page: when, where, how much, who, how many, until when."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from registration.trainings import when
from registration.trainings.models import Event, EventDay, Speaker, Visibility
from registration.trainings.states import seat_state
from registration.trainings.words import ACCESS, KNOWN, LANGUAGES
from registration.web import filters
from registration.web.language import language, say

MOST_DAYS_LISTED = 6
MOST_SPEAKERS_LISTED = 3

Fact = tuple[str | None, str, str | list[str]]


def facts(event: Event, now: datetime) -> list[Fact]:
    """The rows of the facts box; rows without a value are left out by the macro."""
    return [
        ("calendar-days", _("When"), _when(event)),
        ("map-pin", _("Where"), _where(event)),
        (
            "banknote",
            _("Cost"),
            event.cost or ("" if event.visibility is Visibility.ARCHIVED else _("free of charge")),
        ),
        ("presentation", _("Led by"), _led_by(event)),
        ("users", _("Seats"), _seats(event, now)),
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


def _led_by(event: Event) -> list[str]:
    """Everybody, or how many where the box would grow too long: the page lists them all below."""
    if len(event.speakers) > MOST_SPEAKERS_LISTED:
        return [ngettext("%(num)d person", "%(num)d people", len(event.speakers))]
    return [credited(speaker) for speaker in event.speakers]


def _seats(event: Event, now: datetime) -> str:
    """Nothing where nobody can sign up: the row of the sign-up and the notice say why."""
    if not event.takes_sign_ups(now):
        return ""
    if event.capacity is None:
        return str(_("no limit"))
    state, free = say(seat_state(event, now, language()).sentence), event.free_seats
    if free:
        return str(_("%(free)s free of %(all)s", free=free, all=event.capacity))
    return state


def _until(event: Event, now: datetime) -> str:
    """Until when, from when, or that it is over; nothing for an event that will not take place any more."""
    if event.visibility is not Visibility.PUBLISHED or event.is_past(now):
        return ""
    opens = event.sign_up_opens_at
    if opens is not None and now < opens:
        return str(_("from %(when)s", when=filters.short_moment(opens, event.zone)))
    if not event.takes_sign_ups(now):
        return str(_("closed"))
    return filters.deadline(event.sign_up_deadline, now, event.zone)


def credited(speaker: Speaker) -> str:
    """A speaker in one line: name, post and organisation, as far as they are known."""
    return ", ".join(part for part in (speaker.name, speaker.post, speaker.organisation_name) if part)


def access_rows(event: Event) -> list[tuple[str, str, str]]:
    """What is known of getting in: yes, no, and also "not known", so that nobody relies on silence."""
    venue = event.venue
    if venue is None:
        return []
    known = [(_(word), _(KNOWN[getattr(venue, name)]), "") for name, word in ACCESS]
    return [*known, (_("Whom to ask about access"), venue.access_contact, "")]
