"""Saving a programme: what was typed is compared with the rows, so that their identity lasts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import orm, update

from registration.core.dates import in_zone
from registration.core.partial_date import PartialDate
from registration.core.text import clean
from registration.core.tokens import new_public_id
from registration.trainings.errors import ProgrammeEmpty, ProgrammeRefused, SessionStays
from registration.trainings.hooks import why_session_is_held
from registration.trainings.models import Event, EventDay, EventSession, SessionSpeaker, Visibility
from registration.trainings.services.changes import Editing, differing, lock_for_editing, note
from registration.trainings.services.programme.days import match_days
from registration.trainings.services.programme.times import SessionDraft, Slot, resolve
from registration.trainings.services.undoing.snapshots import taken


@dataclass(frozen=True)
class Programme:
    """All items of an event, in the order of the form."""

    items: tuple[SessionDraft, ...]


def save_programme(db: orm.Session, editing: Editing, programme: Programme) -> Event:
    """Make the event's programme what was typed: sessions left out are removed, the others keep their rows.

    Raises StaleForm, EventClosed, NoSuchEvent; ProgrammeRefused with every fault; ProgrammeEmpty for a
    published event; SessionStays when something hangs on a removed session. Nothing is changed then.
    """
    event = lock_for_editing(db, editing)
    slots = resolved(event, programme)
    if not slots and event.visibility is Visibility.PUBLISHED:
        raise ProgrammeEmpty
    kept = {slot.draft.id for slot in slots}
    removed = [session for session in event.sessions if session.id not in kept]
    _refuse_to_remove_held(db, removed)
    before, former = facts(event), taken(db, event)
    with db.no_autoflush:
        _apply(db, event, slots, removed)
    sides = differing(before, facts(event))
    note(db, event, editing.actor, "event.programme", sides, editing.now, former)
    return event


def facts(event: Event) -> dict[int, dict[str, str]]:
    """What the audit trail tells of each session: a line about it, its kind, whether it is chosen."""
    return {
        session.id: {
            "programme": _line(session, event.zone),
            "session_kind": session.kind.value,
            "session_optional": "yes" if session.optional else "no",
        }
        for session in event.sessions
    }


def _line(session: EventSession, zone: str) -> str:
    """ "2026-07-01 09:00–12:00, Negocjacje, sala 2, Radca (przykład)"."""
    speakers = [link.speaker.name or link.speaker.post for link in session.speaker_links]
    texts = (session.title, session.room, session.online_url, *speakers, session.description)
    return ", ".join(part for part in (_hours(session, zone), *texts) if part)


def _hours(session: EventSession, zone: str) -> str:
    if session.starts_at is None or session.ends_at is None:
        return ""
    start, end = in_zone(session.starts_at, zone), in_zone(session.ends_at, zone)
    last_day = "" if end.date() == start.date() else f"{end:%Y-%m-%d} "
    return f"{start:%Y-%m-%d %H:%M}–{last_day}{end:%H:%M}"


def resolved(event: Event, programme: Programme) -> list[Slot]:
    """The items in the order of time, as instants. Raises ProgrammeRefused."""
    stored = {
        session.id: (session.starts_at, session.ends_at)
        for session in event.sessions
        if session.starts_at is not None and session.ends_at is not None
    }
    slots, faults = resolve([_cleaned(draft) for draft in programme.items], event.zone, stored)
    if faults:
        raise ProgrammeRefused(faults)
    return sorted(slots, key=lambda slot: (slot.starts_at, slot.index))


def _cleaned(draft: SessionDraft) -> SessionDraft:
    return replace(
        draft,
        title=clean(draft.title),
        room=clean(draft.room),
        online_url=clean(draft.online_url),
        description=clean(draft.description, multiline=True),
    )


def _refuse_to_remove_held(db: orm.Session, removed: Sequence[EventSession]) -> None:
    for session in removed:
        reason = why_session_is_held(db, session.id)
        if reason is not None:
            raise SessionStays(reason, session.title)


def _apply(db: orm.Session, event: Event, slots: Sequence[Slot], removed: Sequence[EventSession]) -> None:
    own = {session.id: session for session in event.sessions}
    former = {session.id: session.day_id for session in event.sessions}
    for session in removed:
        event.sessions.remove(session)
    dates = {slot.index: in_zone(slot.starts_at, event.zone).date() for slot in slots}
    moves = [(former.get(slot.draft.id), dates[slot.index]) for slot in slots]
    days = _days(db, event, moves)
    for position, slot in enumerate(slots):
        session = own.pop(slot.draft.id) if slot.draft.id in own else _new_session(event)
        session.day = days[dates[slot.index]]
        session.position = position
        _write(session, slot, event)
    _drop_empty_days(db, event, set(days.values()))
    event.starts_at = min((slot.starts_at for slot in slots), default=None)
    event.ends_at = max((slot.ends_at for slot in slots), default=None)


def _new_session(event: Event) -> EventSession:
    event.sessions.append(session := EventSession(public_id=new_public_id()))
    return session


def _write(session: EventSession, slot: Slot, event: Event) -> None:
    session.starts_at, session.ends_at = slot.starts_at, slot.ends_at
    for name in ("kind", "title", "room", "online_url", "description", "optional"):
        setattr(session, name, getattr(slot.draft, name))
    wanted = [speaker for speaker in event.speakers if speaker.id in slot.draft.speaker_ids]
    if [link.speaker_id for link in session.speaker_links] != [speaker.id for speaker in wanted]:
        there = {link.speaker_id: link for link in session.speaker_links}
        session.speaker_links = [
            there.get(one.id) or SessionSpeaker(speaker=one, speaker_id=one.id) for one in wanted
        ]
        for position, link in enumerate(session.speaker_links):
            link.position = position


def _days(db: orm.Session, event: Event, moves: Sequence[tuple[int | None, date]]) -> dict[date, EventDay]:
    """The row for each date, with its date and place set (registration.trainings.services.programme.days)."""
    rows = {day.id: day for day in event.days}
    former = {id: day.date for id, day in rows.items() if day.date is not None}
    matched = match_days(former, moves)
    _clear_dates(db, [rows[id] for day, id in matched.items() if former[id] != day])
    found: dict[date, EventDay] = {}
    for position, day in enumerate(sorted({day for _row, day in moves})):
        id = matched.get(day)
        row = found[day] = rows[id] if id is not None else _new_day(event)
        row.position = position
        if id is None or former[id] != day:
            row.when = PartialDate.on(day)
    return found


def _new_day(event: Event) -> EventDay:
    event.days.append(day := EventDay())
    return day


def _clear_dates(db: orm.Session, moving: Sequence[EventDay]) -> None:
    """Days that change places would for a moment have the same date, which the database refuses: so all the
    moving ones lose theirs first."""
    db.flush()
    cleared = update(EventDay).where(EventDay.id.in_([day.id for day in moving]))
    db.execute(
        cleared.values(year=None, month=None, day_of_month=None).execution_options(synchronize_session=False)
    )
    for day in moving:
        db.expire(day, ["year", "month", "day_of_month", "as_printed"])


def _drop_empty_days(db: orm.Session, event: Event, kept: set[EventDay]) -> None:
    """After the flush that moves the sessions away, or they would go with their day."""
    db.flush()
    for day in [day for day in event.days if day not in kept]:
        event.days.remove(day)
    event.days.sort(key=lambda day: day.position)
    event.sessions.sort(key=lambda session: session.position)
    db.flush()
