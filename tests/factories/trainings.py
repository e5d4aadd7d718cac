"""Organisations, venues, events and their programmes."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import orm

from registration.core.partial_date import PartialDate
from registration.core.text import search_key, sort_key
from registration.core.tokens import new_public_id
from registration.partners.models import Organisation, OrganisationKind
from registration.trainings.models import (
    Event,
    EventDay,
    EventKind,
    EventSession,
    SessionKind,
    SessionSpeaker,
    Speaker,
    Venue,
    Visibility,
)

_numbers = itertools.count(1)
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
"""When factories think that it is; tests move the clock there with time_machine where it matters."""
FIRST_START = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
"""Wednesday 1 July 2026, 9:00 in Warsaw."""


def organisation(db: orm.Session, **values: Any) -> Organisation:
    """An association."""
    name = values.pop("name", f"Stowarzyszenie {next(_numbers)}")
    made = Organisation(
        **{
            "kind": OrganisationKind.ASSOCIATION,
            "name": name,
            "email": "biuro@example.org",
            "runs_events": True,
            "search_key": search_key(name),
            "sort_key": sort_key(name),
            **values,
        }
    )
    db.add(made)
    db.flush()
    return made


def venue(db: orm.Session, **values: Any) -> Venue:
    """A building in Łowicz."""
    owner = values.pop("organisation", None) or organisation(db)
    base: dict[str, Any] = {
        "name": "Sala konferencyjna",
        "street": "ul. Przykładowa 1",
        "town": "Łowicz",
        "step_free": True,
    }
    made = Venue(organisation_id=owner.id, **{**base, **values})
    db.add(made)
    db.flush()
    return made


def event(
    db: orm.Session, *, days: int = 1, hours: int = 6, start: datetime = FIRST_START, **values: Any
) -> Event:
    """A published training of `days` days, each with one session of `hours` hours from `start` (UTC)."""
    owner = values.pop("organisation", None) or organisation(db)
    number = next(_numbers)
    base: dict[str, Any] = {
        "public_id": new_public_id(),
        "slug": f"szkolenie-{number}",
        "kind": EventKind.TRAINING,
        "title": f"Szkolenie {number}",
        "visibility": Visibility.PUBLISHED,
        "capacity": 20,
        "created_at": NOON,
        "updated_at": NOON,
        "published_at": NOON,
    }
    made = Event(organisation=owner, **{**base, **values})
    db.add(made)
    db.flush()
    for index in range(days):
        begin = start + timedelta(days=index)
        session(db, made, begin, begin + timedelta(hours=hours))
    return made


def session(db: orm.Session, of: Event, start: datetime, end: datetime, **values: Any) -> EventSession:
    """A session on the day on which it starts in the event's zone; the event's span follows."""
    local = start.astimezone(ZoneInfo(of.zone)).date()
    day = next((day for day in of.days if day.date == local), None)
    if day is None:
        day = EventDay(
            event=of, position=len(of.days), when=PartialDate(local.year, local.month, local.day, "")
        )
        db.add(day)
    base: dict[str, Any] = {
        "public_id": new_public_id(),
        "position": len(of.sessions),
        "kind": SessionKind.TRAINING,
        "title": f"Blok {len(of.sessions) + 1}",
    }
    made = EventSession(event=of, day=day, starts_at=start, ends_at=end, **{**base, **values})
    db.add(made)
    of.starts_at = min(filter(None, [of.starts_at, start]))
    of.ends_at = max(filter(None, [of.ends_at, end]))
    db.flush()
    return made


def speaker(db: orm.Session, of: Event, *sessions: EventSession, **values: Any) -> Speaker:
    """Somebody known by post, who leads `sessions`."""
    base: dict[str, Any] = {"post": "Sekretarz gminy (przykład)", "position": len(of.speakers)}
    made = Speaker(event=of, **{**base, **values})
    db.add(made)
    db.flush()
    for led in sessions:
        led.speaker_links.append(SessionSpeaker(speaker=made, position=len(led.speaker_links)))
    db.flush()
    return made
