"""An event as it would be with what is typed, for looking at: objects apart from the database, never stored."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import orm
from sqlalchemy.inspection import inspect
from sqlalchemy.orm.attributes import set_committed_value

from registration.core.dates import in_zone
from registration.core.partial_date import PartialDate
from registration.trainings.errors import ProgrammeEmpty
from registration.trainings.models import Event, EventDay, EventSession, Speaker, Visibility
from registration.trainings.services import basics as texts
from registration.trainings.services.basics import Basics
from registration.trainings.services.programme.saving import Programme, resolved
from registration.trainings.services.programme.times import Slot


def with_basics(db: orm.Session, event: Event, typed: Basics) -> Event:
    """The event with these texts and figures. Raises what `change_basics` raises of its values."""
    shown = _apart(event)
    texts.write(db, event, typed, shown)
    _give_programme(shown, event.sessions)
    return shown


def with_programme(event: Event, typed: Programme) -> Event:
    """The event with this programme. Raises ProgrammeRefused, ProgrammeEmpty as `save_programme` does."""
    slots = resolved(event, typed)
    if not slots and event.visibility is Visibility.PUBLISHED:
        raise ProgrammeEmpty
    shown = _apart(event)
    _give_programme(shown, [_session(slot, event) for slot in slots])
    shown.starts_at = min((slot.starts_at for slot in slots), default=None)
    shown.ends_at = max((slot.ends_at for slot in slots), default=None)
    return shown


def _apart(event: Event) -> Event:
    """A copy of the row that no session knows, beside the same organisation, place and speakers."""
    names = [column.key for column in inspect(Event).column_attrs]
    made = Event(**{name: getattr(event, name) for name in names})
    for name in ("organisation", "venue", "project", "speakers"):
        set_committed_value(made, name, getattr(event, name))
    return made


def _session(slot: Slot, event: Event) -> EventSession:
    draft = slot.draft
    known = next((one.public_id for one in event.sessions if one.id == draft.id), "")
    texts: dict[str, Any] = {
        name: getattr(draft, name)
        for name in ("kind", "title", "room", "online_url", "description", "optional")
    }
    made = EventSession(public_id=known, starts_at=slot.starts_at, ends_at=slot.ends_at, **texts)
    led_by: list[Speaker] = [one for one in event.speakers if one.id in draft.speaker_ids]
    set_committed_value(made, "speakers", led_by)
    return made


def _give_programme(shown: Event, sessions: Sequence[EventSession]) -> None:
    """Days made of the sessions, whose dates decide; a record without times keeps its days as they are."""
    set_committed_value(shown, "sessions", list(sessions))
    days: list[EventDay] = []
    for when, group in _by_day(sessions, shown.zone):
        set_committed_value(day := EventDay(position=len(days), when=when), "sessions", group)
        days.append(day)
    set_committed_value(shown, "days", days)


def _by_day(sessions: Iterable[EventSession], zone: str) -> list[tuple[PartialDate, list[EventSession]]]:
    found: dict[PartialDate, list[EventSession]] = {}
    for one in sessions:
        when = PartialDate.on(in_zone(one.starts_at, zone).date()) if one.starts_at else one.day.when
        found.setdefault(when, []).append(one)
    return list(found.items())
