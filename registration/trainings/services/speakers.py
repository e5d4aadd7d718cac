"""Who leads the sessions: people known by post, and by name where it may be told."""

from dataclasses import asdict, dataclass, replace

from sqlalchemy import orm

from registration.core.database import Json
from registration.trainings.errors import NoSuchSpeaker, SpeakerUnnamed
from registration.trainings.models import Event, Speaker
from registration.trainings.services.changes import Editing, Rows, differing, lock_for_editing, note
from registration.trainings.services.texts import address, tidied
from registration.trainings.services.undoing.snapshots import taken

LIMITS = {"name": 300, "post": 300, "organisation_name": 300, "email": 320}


@dataclass(frozen=True)
class SpeakerFacts:
    """A speaker as typed; the e-mail address is never shown to the public. With `calendar_entries` it is sent entries
    of what they lead."""

    name: str
    post: str
    organisation_name: str
    email: str
    calendar_entries: bool = True


def add_speaker(db: orm.Session, editing: Editing, given: SpeakerFacts) -> Event:
    """One more speaker, at the end of the list.

    Raises SpeakerUnnamed, TooLong, BadAddress at the field; StaleForm, EventClosed.
    """
    event, told = lock_for_editing(db, editing), _cleaned(given)
    before, former = facts(event), taken(db, event)
    event.speakers.append(Speaker(position=_next_position(event), **asdict(told)))
    return _finish(db, editing, event, (before, former), "event.speaker_added")


def change_speaker(db: orm.Session, editing: Editing, speaker_id: int, given: SpeakerFacts) -> Event:
    """Change a speaker wherever they lead. Raises NoSuchSpeaker and what `add_speaker` raises."""
    event, told = lock_for_editing(db, editing), _cleaned(given)
    speaker, before, former = _own(event, speaker_id), facts(event), taken(db, event)
    for name, value in asdict(told).items():
        setattr(speaker, name, value)
    return _finish(db, editing, event, (before, former), "event.speaker_changed")


def remove_speaker(db: orm.Session, editing: Editing, speaker_id: int) -> Event:
    """Take a speaker out of the event and its sessions. Raises NoSuchSpeaker, StaleForm, EventClosed."""
    event = lock_for_editing(db, editing)
    speaker, before, former = _own(event, speaker_id), facts(event), taken(db, event)
    for session in event.sessions:
        session.speaker_links[:] = [link for link in session.speaker_links if link.speaker_id != speaker_id]
    db.flush()
    event.speakers.remove(speaker)
    return _finish(db, editing, event, (before, former), "event.speaker_removed")


def facts(event: Event) -> dict[int, dict[str, str]]:
    """What the audit trail tells of each speaker."""
    return {
        one.id: {"speakers": _line(one), "speaker_calendar": "yes" if one.calendar_entries else "no"}
        for one in event.speakers
    }


def _line(speaker: Speaker) -> str:
    parts = (speaker.name, speaker.post, speaker.organisation_name, speaker.email)
    return ", ".join(part for part in parts if part)


def _finish(db: orm.Session, editing: Editing, event: Event, was: tuple[Rows, Json], action: str) -> Event:
    db.flush()
    before, former = was
    note(db, event, editing.actor, action, differing(before, facts(event)), editing.now, former)
    return event


def _next_position(event: Event) -> int:
    return max((speaker.position for speaker in event.speakers), default=-1) + 1


def _own(event: Event, speaker_id: int) -> Speaker:
    found = next((speaker for speaker in event.speakers if speaker.id == speaker_id), None)
    if found is None:
        raise NoSuchSpeaker
    return found


def _cleaned(given: SpeakerFacts) -> SpeakerFacts:
    texts = tidied(given, LIMITS)
    if not texts["name"] and not texts["post"]:
        raise SpeakerUnnamed
    return replace(given, **{**texts, "email": address(texts["email"], "email")})
