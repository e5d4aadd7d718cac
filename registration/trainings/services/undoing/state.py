"""An event as plain values, and back: rows return with their ids, which calendars and other rooms point to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import orm, types, update
from sqlalchemy.inspection import inspect

from registration.core.database import Base, Json, UtcDateTime
from registration.core.partial_date import PartialDate
from registration.partners.models import Project
from registration.trainings.models import Event, EventDay, EventSession, SessionSpeaker, Speaker, Venue

EDITED = (
    *("slug", "kind", "title", "purpose", "audience", "cost", "language", "zone", "capacity"),
    *("sign_up_opens_at", "sign_up_closes_at", "accessibility", "venue_id", "online_url", "project_id"),
    *("contact_name", "contact_email", "contact_phone", "starts_at", "ends_at"),
)
"""The columns of an event that an organiser's edit can change."""
OWN = ("event_id",)
DATE = ("year", "month", "day_of_month", "as_printed")
"""The parts of a day's date, set as one."""


def captured(event: Event) -> Json:
    """Everything that an edit can change, JSON-ready."""
    return {
        "event": {name: _plain(getattr(event, name)) for name in EDITED},
        "days": [_values(day) for day in event.days],
        "speakers": [_values(speaker) for speaker in event.speakers],
        "sessions": [
            {**_values(one), "led_by": [link.speaker_id for link in one.speaker_links]}
            for one in event.sessions
        ],
    }


def added_since(event: Event, former: Json) -> list[EventSession]:
    """Sessions that are there now and were not then."""
    known = {row["id"] for row in former["sessions"]}
    return [one for one in event.sessions if one.id not in known]


def given_back(db: orm.Session, event: Event, former: Json) -> None:
    """Make the event what it was; flushed. Rows that were removed come back under their ids, where these are free
    (SQLite gives an id away again), and always under their public ids."""
    with db.no_autoflush:
        for name, value in former["event"].items():
            setattr(event, name, _typed(Event, name, value))
        event.venue = db.get(Venue, event.venue_id) if event.venue_id is not None else None
        event.project = db.get(Project, event.project_id) if event.project_id is not None else None
        known = {row["id"] for row in former["sessions"]}
        event.sessions[:] = [one for one in event.sessions if one.id in known]
        speakers = _rows(db, event.speakers, Speaker, former["speakers"])
        days = _days(db, event, former["days"])
        for id, one in _rows(db, event.sessions, EventSession, former["sessions"], ("day_id",)).items():
            row = next(row for row in former["sessions"] if row["id"] == id)
            one.day = days[row["day_id"]]
            _give_speakers(one, [speakers[speaker] for speaker in row["led_by"]])
        db.flush()  # the sessions have left the days that go, or they would go with them
    _drop_others(event.days, days.values())
    _drop_others(event.speakers, speakers.values())
    for rows in (event.days, event.sessions, event.speakers):
        rows.sort(key=lambda row: row.position)
    db.flush()


def _days(db: orm.Session, event: Event, former: Sequence[Json]) -> dict[int, EventDay]:
    """Days that change places would for a moment have the same date, which the database refuses: all lose theirs."""
    there = list(event.days)
    db.flush()
    cleared = update(EventDay).where(EventDay.event_id == event.id)
    cleared = cleared.values(year=None, month=None, day_of_month=None)
    db.execute(cleared.execution_options(synchronize_session=False))
    for day in there:
        db.expire(day, DATE)
    days: dict[int, EventDay] = _rows(db, event.days, EventDay, former, DATE)
    for row in former:
        days[row["id"]].when = PartialDate(*(row[name] for name in DATE))
    return days


def _rows(
    db: orm.Session,
    there: list[Any],
    model: type[Base],
    former: Sequence[Json],
    apart: Sequence[str] = (),
) -> dict[int, Any]:
    """The rows by their former ids, with their former values; those that are gone are made again."""
    known = {row.id: row for row in there}
    found: dict[int, Any] = {}
    for values in former:
        row = known.get(values["id"])
        if row is None:
            row = model() if db.get(model, values["id"]) else model(id=values["id"])
            there.append(row)
        for name, value in values.items():
            if name in _columns(model) and name not in ("id", *OWN, *apart):
                setattr(row, name, _typed(model, name, value))
        found[values["id"]] = row
    return found


def _give_speakers(one: EventSession, speakers: Sequence[Speaker]) -> None:
    if [link.speaker for link in one.speaker_links] == list(speakers):
        return
    links = {link.speaker: link for link in one.speaker_links}
    one.speaker_links = [links.get(speaker) or SessionSpeaker(speaker=speaker) for speaker in speakers]
    for position, link in enumerate(one.speaker_links):
        link.position = position


def _drop_others(rows: list[Any], kept: Any) -> None:
    for row in set(rows) - set(kept):
        rows.remove(row)


def _columns(model: type[Base]) -> Mapping[str, Any]:
    return {attribute.key: attribute.columns[0] for attribute in inspect(model).column_attrs}


def _values(row: Base) -> Json:
    names = [name for name in _columns(type(row)) if name not in OWN]
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _typed(model: type[Base], name: str, value: Any) -> Any:
    stored_as = _columns(model)[name].type
    if value is None:
        return None
    if isinstance(stored_as, UtcDateTime):
        return datetime.fromisoformat(value)
    is_word = isinstance(stored_as, types.Enum) and stored_as.enum_class is not None
    return stored_as.enum_class(value) if is_word else value
