"""Addresses by which one event gets into somebody's calendar without a file. Pure: values in, URLs out."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from registration.core.site import Site
from registration.trainings import facts
from registration.trainings.models import Event

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose"
DETAILS_LIMIT = 1000
"""Longer addresses are cut by mail programs and refused by Outlook."""


@dataclass(frozen=True)
class CalendarLinks:
    """Where to send a visitor who wants one time in their own calendar."""

    google: str
    outlook: str


@dataclass(frozen=True)
class Appointment:
    """One time to note: `start` and `end` are aware."""

    title: str
    start: datetime
    end: datetime
    zone: str
    place: str
    details: str


def add_links(one: Appointment) -> CalendarLinks:
    """Google's and Outlook's forms filled in. Neither link brings later changes: the page should say so.

    Google: `dates` in UTC and `ctz` for showing them. Outlook (office.com): ISO times in UTC.
    """
    start, end = one.start.astimezone(UTC), one.end.astimezone(UTC)
    details = one.details[:DETAILS_LIMIT]
    google = {
        "action": "TEMPLATE",
        "text": one.title,
        "dates": f"{start:%Y%m%dT%H%M%SZ}/{end:%Y%m%dT%H%M%SZ}",
        "ctz": one.zone,
        "location": one.place,
        "details": details,
    }
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": one.title,
        "startdt": f"{start:%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{end:%Y-%m-%dT%H:%M:%SZ}",
        "location": one.place,
        "body": details,
    }
    return CalendarLinks(_filled(GOOGLE, google), _filled(OUTLOOK, outlook))


def event_links(event: Event, site: Site, language: str) -> CalendarLinks | None:
    """The links of an event of one day; None for one of several days, which would become a block from the first
    start to the last end, and for a record without times. The meeting's link is not told. Needs the days' sessions."""
    timed = [day for day in event.days if any(session.starts_at is not None for session in day.sessions)]
    if len(timed) != 1 or event.starts_at is None or event.ends_at is None:
        return None
    return add_links(
        Appointment(
            title=event.title,
            start=event.starts_at,
            end=event.ends_at,
            zone=event.zone,
            place=facts.where(event, language),
            details=site.address(f"/trainings/{event.slug}"),
        )
    )


def _filled(address: str, values: dict[str, str]) -> str:
    return f"{address}?{urlencode({name: value for name, value in values.items() if value}, quote_via=quote)}"
