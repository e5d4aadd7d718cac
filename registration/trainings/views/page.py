"""The page of one event."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from registration.core import clock
from registration.core.text import shorten
from registration.partners.views.projects import shown as projects
from registration.trainings import hooks, queries, schema_org, when
from registration.trainings.entries import IN_FEEDS
from registration.trainings.errors import NoSuchEvent
from registration.trainings.links import event_links
from registration.trainings.models import Event, EventDay, EventSession, SessionKind, Visibility
from registration.trainings.standing import NextStep, Standing, standing
from registration.trainings.views import facts_box
from registration.trainings.views.blueprints import trainings
from registration.trainings.views.cards import date_card, leaf
from registration.trainings.views.known_by import page_version
from registration.trainings.views.links import address_of, public_address
from registration.trainings.words import KINDS, SESSION_KINDS
from registration.web import filters
from registration.web.caching import versioned
from registration.web.language import language, say
from registration.web.panels import panels_of
from registration.web.site import site
from registration.web.writing import reading

DESCRIPTION_LENGTH = 160
MOST_DATES = 6
"""Other dates listed on the page itself; all of them are one link away."""


@trainings.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """Everything that the public may know of one event. 404 for a draft."""
    now = clock.now()
    version = page_version(slug, now)
    if not version:
        raise NoSuchEvent
    return versioned(version, lambda: _rendered(slug, now))


def _rendered(slug: str, now: datetime) -> str:
    event = queries.public_event(reading(), slug)
    if event is None:
        raise NoSuchEvent
    return render_template("trainings/show.html", **of_event(event, now))


def of_event(event: Event, now: datetime) -> dict[str, object]:
    """What the template shows; the desk's preview of a draft shows the same."""
    address, stands = public_address("trainings.show", slug=event.slug), standing(event, now)
    dates = queries.other_dates(reading(), event, now)
    return {
        "event": event,
        "kind": _(KINDS[event.kind]),
        "leaf_parts": leaf(event),
        "stands": stands,
        "next_step": next_step(stands, event, dates.next_open(now)),
        "dates": [date_card(one, now) for one in dates.coming[:MOST_DATES]],
        "next_date": address_of("mailings.next_date", slug=event.slug) if is_public(event) else "",
        "all_dates": address_of("trainings.dates", slug=event.slug) if dates.all else "",
        "facts": facts_box.facts(event, now),
        "days": [day_of(day, event, now) for day in event.days],
        "access": facts_box.access_rows(event),
        "sign_up": address_of("signup.form", slug=event.slug)
        if stands is None and event.takes_sign_ups(now)
        else "",
        "event_file": address_of("calendars.event_file", slug=event.slug) if is_ahead(event, now) else "",
        "calendar_links": event_links(event, site(), language()) if is_ahead(event, now) else None,
        **_project_of(event),
        "panels": panels_of(hooks.page_panels, reading(), event),
        "say": say,
        "address": address,
        "description": shorten(
            event.purpose or f"{event.title}, {when.in_words(event, language())}", DESCRIPTION_LENGTH
        ),
        "structured": Markup(schema_org.as_script(event, address, now)),  # noqa: S704 (escaped by as_script)
    }


def _project_of(event: Event) -> dict[str, object]:
    """The link to the project, where everybody may read of it; who pays is said in any case."""
    project = event.project
    if project is None:
        return {"project_link": None, "funding": None}
    address = public_address("projects.show", slug=project.slug) if project.is_published else ""
    return {"project_link": (project.title, address), "funding": projects.funding(project.funding)}


def is_ahead(event: Event, now: datetime) -> bool:
    """Whether the event is something to put into a calendar: going to take place."""
    return event.visibility is Visibility.PUBLISHED and not event.is_past(now)


def is_public(event: Event) -> bool:
    """Whether everybody may see the page; the desk previews drafts by it too."""
    return event.visibility is not Visibility.DRAFT


def next_step(
    stands: Standing | None, event: Event, following: Event | None = None
) -> tuple[str, str] | None:
    """(address, text) of the link in the notice on top; before all others to the next date of the same training for
    which one can sign up (`following`)."""
    others = (address_of("trainings.catalogue"), _("See what is coming"))
    if stands is None:
        return None
    if following is not None and stands.next in (NextStep.OTHER_EVENTS, NextStep.CONTACT):
        coming = when.in_words(following, language())
        return address_of("trainings.show", slug=following.slug), _(
            "See the next date: %(when)s", when=coming
        )
    if stands.next is NextStep.DESK:
        return address_of("trainings_desk.overview", event_id=event.id), _("Back to the desk")
    if stands.next is NextStep.CONTACT and (event.contact_email or event.contact_phone):
        return "#contact", _("Contact")
    file = address_of("calendars.event_file", slug=event.slug)
    return (file, _("Add to calendar (.ics)")) if stands.next is NextStep.CALENDAR and file else others


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

    @property
    def is_timed(self) -> bool:
        """Whether the hours are known: a record may not have them."""
        return any(part.hours for part in self.parts)


def day_of(day: EventDay, event: Event, now: datetime) -> ProgrammeDay:
    """A day with its sessions in order."""
    title = filters.day(day.date) if day.date else when.as_printed(day, language())
    return ProgrammeDay(title, day.when.iso or "", [_part(session, event, now) for session in day.sessions])


def _part(session: EventSession, event: Event, now: datetime) -> Part:
    hours = ""
    if session.starts_at is not None and session.ends_at is not None:
        hours = filters.session_time(session.starts_at, session.ends_at, event.zone)
    return Part(
        id=session.public_id,
        iso=filters.iso(session.starts_at, event.zone) if session.starts_at else "",
        hours=hours,
        title=session.title,
        speakers=[facts_box.credited(speaker) for speaker in session.speakers],
        place=session.room or (_("Online") if session.online_url else ""),
        note=", ".join(_notes(session)),
        description=session.description,
        file=_file(session, event, now),
    )


def _notes(session: EventSession) -> Iterator[str]:
    """What is not plain from the title: an unusual kind, that it is chosen at sign-up."""
    if session.kind in (SessionKind.FORUM_SITTING, SessionKind.CEREMONY):
        yield _(SESSION_KINDS[session.kind])
    if session.optional:
        yield _("to be chosen when signing up")


def _file(session: EventSession, event: Event, now: datetime) -> str:
    """The session's calendar file, where it is not the event's own: a lone session needs none beside it."""
    lone = sum(one.kind in IN_FEEDS for day in event.days for one in day.sessions) == 1
    if lone or session.kind not in IN_FEEDS or not is_ahead(event, now):
        return ""
    return address_of("calendars.session_file", public_id=session.public_id)
