"""The agenda: its points, their order and their labels.

Until the meeting opens, labels follow the positions (1, 2, 3). From then on they are fixed, because the
minutes, the motions and the addresses of the page name them: what is added after 6 becomes 6a.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.forum import commands, errors
from registration.forum.models import AgendaItem, AgendaKind, Meeting, MeetingKind, MeetingState
from registration.forum.queries import writing
from registration.forum.services import audit, words

BEFORE = (MeetingState.PLANNED, MeetingState.CONVENED)
EDITABLE = (*BEFORE, MeetingState.IN_SESSION, MeetingState.CLOSED)


def usual_kinds(kind: MeetingKind) -> tuple[AgendaKind, ...]:
    """The usual order of parts: an inaugural meeting first adopts the rules and elects who will chair it, and has
    no earlier minutes or actions."""
    middle = {
        MeetingKind.INAUGURAL: (AgendaKind.RULES, AgendaKind.ELECTION, AgendaKind.AGENDA),
        MeetingKind.ORDINARY: (AgendaKind.AGENDA, AgendaKind.PREVIOUS_MINUTES, AgendaKind.REPORT),
        MeetingKind.EXTRAORDINARY: (AgendaKind.AGENDA,),
    }
    end = (AgendaKind.BUSINESS, AgendaKind.OTHER_MATTERS, AgendaKind.NEXT_MEETING, AgendaKind.CLOSING)
    return (AgendaKind.OPENING, AgendaKind.QUORUM, *middle[kind], *end)


def set_agenda(db: orm.Session, wanted: commands.SetAgenda, actor: Actor, now: datetime) -> list[AgendaItem]:
    """Replace the whole agenda before the meeting opens.

    Raises NoSuchMeeting, WrongState, TitleMissing, TooLong; ItemDecided when a text is written already.
    """
    meeting = writing.open_meeting(db, wanted.meeting_id, *BEFORE)
    before = _titles(meeting)
    for item in list(meeting.items):
        _refuse_decided(item)
        meeting.items.remove(item)
    meeting.items += [_new(item, position) for position, item in enumerate(wanted.items)]
    _number(meeting)
    _note(db, actor, "meeting.agenda_set", meeting, now, before)
    return list(meeting.items)


def add_item(db: orm.Session, wanted: commands.AddItem, actor: Actor, now: datetime) -> AgendaItem:
    """Add one point after another; by default at the end, but before the closing.

    Raises NoSuchMeeting, NoSuchItem, MinutesApproved, WrongState, TitleMissing, TooLong.
    """
    meeting = writing.open_meeting(db, wanted.meeting_id, *EDITABLE)
    before, place = _titles(meeting), _place(meeting, wanted.after_id)
    made = _new(wanted.item, place)
    meeting.items.insert(place, made)
    if meeting.state in BEFORE:
        _number(meeting)
    else:
        _reposition(meeting)
        made.label = _label_after(meeting, place)
    _note(db, actor, "meeting.agenda_added", meeting, now, before)
    return made


def edit_item(db: orm.Session, wanted: commands.EditItem, actor: Actor, now: datetime) -> AgendaItem:
    """Change title, kind and presenter. Raises NoSuchItem, MinutesApproved, WrongState, TitleMissing,
    TooLong."""
    item = writing.open_item(db, wanted.item_id, *EDITABLE)
    before = {"title": item.title, "kind": item.kind, "presenter": item.presenter}
    _fill(item, wanted.item)
    after = {"title": item.title, "kind": item.kind, "presenter": item.presenter}
    audit.of_meeting(db, actor, "meeting.agenda_edited", item.meeting, now, before, after)
    db.flush()
    return item


def move_item(db: orm.Session, item_id: int, places: int, actor: Actor, now: datetime) -> None:
    """Move one point by so many places (−1: up); at the ends it stays.

    Once the meeting has opened the labels stay as they are. Raises NoSuchItem, MinutesApproved, WrongState.
    """
    item = writing.open_item(db, item_id, *EDITABLE)
    meeting, before = item.meeting, _titles(item.meeting)
    place = max(0, min(len(meeting.items) - 1, item.position + places))
    meeting.items.remove(item)
    meeting.items.insert(place, item)
    _number(meeting) if meeting.state in BEFORE else _reposition(meeting)
    _note(db, actor, "meeting.agenda_moved", meeting, now, before)


def remove_item(db: orm.Session, item_id: int, actor: Actor, now: datetime) -> None:
    """Take off a point under which nothing was written or voted.

    Raises NoSuchItem, MinutesApproved, WrongState, ItemDecided.
    """
    item = writing.open_item(db, item_id, *EDITABLE)
    meeting, before = item.meeting, _titles(item.meeting)
    _refuse_decided(item)
    meeting.items.remove(item)
    _number(meeting) if meeting.state in BEFORE else _reposition(meeting)
    _note(db, actor, "meeting.agenda_removed", meeting, now, before)


def _refuse_decided(item: AgendaItem) -> None:
    if item.version or item.votes:
        raise errors.ItemDecided


def _new(wanted: commands.NewItem, position: int) -> AgendaItem:
    made = AgendaItem(position=position, label="", text="", version=0)
    _fill(made, wanted)
    return made


def _fill(item: AgendaItem, wanted: commands.NewItem) -> None:
    item.title = words.required(wanted.title, errors.TitleMissing)
    item.kind, item.presenter = wanted.kind, words.line(wanted.presenter, "presenter")


def _place(meeting: Meeting, after_id: int | None) -> int:
    if after_id is None:
        closes = bool(meeting.items) and meeting.items[-1].kind is AgendaKind.CLOSING
        return len(meeting.items) - closes
    found = next((place for place, item in enumerate(meeting.items) if item.id == after_id), None)
    if found is None:
        raise errors.NoSuchItem
    return found + 1


def _reposition(meeting: Meeting) -> None:
    for position, item in enumerate(meeting.items):
        item.position = position


def _number(meeting: Meeting) -> None:
    _reposition(meeting)
    for item in meeting.items:
        item.label = str(item.position + 1)


def _label_after(meeting: Meeting, place: int) -> str:
    """ "6a" after 6 or 6's own additions; "0a" at the very beginning."""
    taken = {item.label for item in meeting.items}
    before = meeting.items[place - 1].label.rstrip(_LETTERS) if place else "0"
    return next(label for letter in _LETTERS if (label := before + letter) not in taken)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _titles(meeting: Meeting) -> Sequence[str]:
    return [f"{item.label}. {item.title}" for item in meeting.items]


def _note(
    db: orm.Session, actor: Actor, action: str, meeting: Meeting, now: datetime, before: Sequence[str]
) -> None:
    meeting.updated_at = now
    sides: tuple[dict[str, Any], dict[str, Any]] = {"agenda": before}, {"agenda": _titles(meeting)}
    audit.of_meeting(db, actor, action, meeting, now, *sides)
    db.flush()
