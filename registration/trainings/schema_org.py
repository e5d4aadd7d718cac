"""An event for search engines: schema.org's Event (https://schema.org/Event) as JSON-LD 1.1."""

from datetime import datetime
from typing import Any

from registration.core.dates import iso
from registration.core.text import shorten
from registration.trainings.models import Event, EventSession, Visibility
from registration.web.structured import SCHEMA, in_script

CURRENCY = "PLN"


def as_script(event: Event, address: str, now: datetime) -> str:
    """The text of <script type="application/ld+json">, safe inside HTML; "" for an event without times, which
    schema.org cannot say. `address` is the page's; the secret link of a meeting is never in it."""
    if event.starts_at is None or event.ends_at is None:
        return ""
    return in_script(described(event, address, now))


def described(event: Event, address: str, now: datetime) -> dict[str, Any]:
    """The event as JSON-LD, its sessions as subEvent. Needs times and the whole programme."""
    about: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": event.title,
        "inLanguage": event.language,
        **_span(event.starts_at, event.ends_at, event.zone),
        "eventStatus": SCHEMA
        + ("EventCancelled" if event.visibility is Visibility.CANCELLED else "EventScheduled"),
        "eventAttendanceMode": SCHEMA + _mode(event),
        "location": _location(event, address),
        "organizer": {"@type": "Organization", "name": event.organisation.name},
        "isAccessibleForFree": not event.cost,
        "subEvent": [
            _session(session, event) for day in event.days for session in day.sessions if session.starts_at
        ],
    }
    if event.purpose:
        about["description"] = shorten(event.purpose, 300)
    if event.capacity is not None:
        about |= {"maximumAttendeeCapacity": event.capacity, "remainingAttendeeCapacity": event.free_seats}
    if event.visibility is Visibility.PUBLISHED and not event.is_past(now):
        about["offers"] = _offer(event, address)
    return about


def _span(start: datetime | None, end: datetime | None, zone: str) -> dict[str, str]:
    return {"startDate": iso(start, zone), "endDate": iso(end, zone)} if start and end else {}


def _mode(event: Event) -> str:
    if event.is_online:
        return "OnlineEventAttendanceMode"
    return "MixedEventAttendanceMode" if event.online_url else "OfflineEventAttendanceMode"


def _location(event: Event, address: str) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if event.venue is not None:
        venue = event.venue
        parts = {"streetAddress": venue.street, "postalCode": venue.postcode, "addressLocality": venue.town}
        known = {name: value for name, value in parts.items() if value}
        places.append({"@type": "Place", "name": venue.name, "address": {"@type": "PostalAddress", **known}})
    if event.online_url:
        places.append({"@type": "VirtualLocation", "url": address})
    return places


def _session(session: EventSession, event: Event) -> dict[str, Any]:
    about = {"@type": "Event", "name": session.title, **_span(session.starts_at, session.ends_at, event.zone)}
    led = [{"@type": "Person", "name": one.name or one.post} for one in session.speakers]
    return {**about, "performer": led} if led else about


def _offer(event: Event, address: str) -> dict[str, Any]:
    """A price only where it is known to be none: a cost is told in words."""
    offer: dict[str, Any] = {
        "@type": "Offer",
        "url": address,
        "availability": SCHEMA + ("SoldOut" if event.is_full else "InStock"),
    }
    if event.sign_up_opens_at is not None:
        offer["validFrom"] = iso(event.sign_up_opens_at, event.zone)
    return offer | ({"description": event.cost} if event.cost else {"price": "0", "priceCurrency": CURRENCY})
