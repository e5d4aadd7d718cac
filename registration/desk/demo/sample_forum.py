"""The sample forum: a meeting with published minutes, and one called for the sample edition's second day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.core.dates import in_zone
from registration.desk.demo import moments, samples
from registration.desk.demo.moments import Schedule
from registration.desk.demo.programme import Places
from registration.desk.demo.sample_events import Loading
from registration.desk.demo.sample_events import write as write_event
from registration.forum import services as forums
from registration.forum.commands import (
    AddMembers,
    AdoptResolution,
    ApproveMinutes,
    CloseMeeting,
    CreateForum,
    CreateMeeting,
    NewItem,
    NewMember,
    OpenMeeting,
    Particulars,
    PresenceRow,
    RecordPresence,
    RecordVote,
    SetAgenda,
    WriteItem,
)
from registration.forum.models import (
    AgendaItem,
    AgendaKind,
    Forum,
    ForumMember,
    Meeting,
    MeetingKind,
    PresenceState,
)
from registration.trainings.models import Event, EventSession, SessionKind

FILE = "forum.toml"
_CALLED_BEFORE = timedelta(days=14)
_APPROVED_AFTER, _PUBLISHED_AFTER = timedelta(days=21), timedelta(days=22)
_SAID = ("place", "chair_post", "secretary_post", "guests")
Told = dict[str, Any]


def write(loading: Loading, places: Places, edition: Event) -> Forum:
    """The forum with both meetings, by the forum's services, each act at the moment that fits it."""
    db, actor, told = loading.db, loading.actor, samples.read(FILE)
    sample = samples.event(told["event"])
    schedule = moments.of_event(sample, loading.now)
    held_in = write_event(loading, places, sample, schedule)
    forum = _forum(db, told, places, actor, schedule)
    first = _call(db, forum, held_in, told["first"], actor, schedule.starts[0] - _CALLED_BEFORE)
    _hold(db, first, told["first"], actor)
    _call(db, forum, edition, told["next"], actor, loading.now)
    return forum


def _forum(db: orm.Session, told: Told, places: Places, actor: Actor, schedule: Schedule) -> Forum:
    """The forum, whose members all belong to it from its first meeting on."""
    owner, now = places.organisations[told["owner"]], schedule.announced_at
    wanted = CreateForum(owner.id, told["name"], told["genitive"], told["purpose"], sample=True)
    forum = forums.create_forum(db, wanted, actor, now)
    members = tuple(NewMember(name) for name in told["members"])
    since = in_zone(schedule.starts[0], moments.ZONE).date()
    forums.add_members(db, AddMembers(forum.id, members, since), actor, now)
    return forum


def _call(db: orm.Session, forum: Forum, event: Event, told: Told, actor: Actor, at: datetime) -> Meeting:
    """Plan the meeting in the event's sitting, with its agenda, and convene it."""
    sitting = next(session for session in event.sessions if session.kind is SessionKind.FORUM_SITTING)
    said = {part: told[part] for part in _SAID if part in told}
    particulars = Particulars(MeetingKind(told["kind"]), **said)
    meeting = forums.create_meeting(db, CreateMeeting(forum.id, sitting.id, particulars), actor, at)
    items = tuple(_item(one) for one in told["items"])
    forums.set_agenda(db, SetAgenda(meeting.id, items), actor, at)
    return forums.convene(db, meeting.id, actor, at)


def _item(told: Told) -> NewItem:
    return NewItem(told["title"], AgendaKind(told["kind"]), told.get("presenter", ""))


def _hold(db: orm.Session, meeting: Meeting, told: Told, actor: Actor) -> None:
    """Open it, note who came, what was said and decided, close it; approve and publish the minutes."""
    start = _start(meeting.session)
    opened, closed = (start + timedelta(minutes=told[when]) for when in ("opened_after", "closed_after"))
    forums.open_meeting(db, OpenMeeting(meeting.id, opened), actor, opened)
    forums.record_presence(
        db, RecordPresence(meeting.id, _presence(meeting.forum.members, told)), actor, opened
    )
    for item, said in zip(list(meeting.items), told["items"], strict=True):
        _minute(db, item, said, actor, closed)
    forums.close(db, CloseMeeting(meeting.id, closed), actor, closed)
    forums.approve(db, ApproveMinutes(meeting.id, told["note"]), actor, closed + _APPROVED_AFTER)
    forums.publish(db, meeting.id, actor, closed + _PUBLISHED_AFTER)


def _start(session: EventSession) -> datetime:
    if session.starts_at is None:
        raise ValueError("a sample meeting has its times")
    return session.starts_at


def _presence(members: Sequence[ForumMember], told: Told) -> tuple[PresenceRow, ...]:
    here = zip(members, told["present"], strict=False)
    rows = [PresenceRow(member.id, PresenceState.PRESENT, post=post) for member, post in here]
    away = (member for member in members if member.name in told["excused"])
    return (*rows, *(PresenceRow(member.id, PresenceState.EXCUSED) for member in away))


def _minute(db: orm.Session, item: AgendaItem, told: Told, actor: Actor, at: datetime) -> None:
    """The text of one item, its votes, and the resolutions that they adopted."""
    forums.write_item(db, WriteItem(item.id, told["text"], item.version), actor, at)
    for counted in told.get("votes", ()):
        counts = {side: counted.get(side, 0) for side in ("in_favour", "against", "abstained")}
        vote = forums.record_vote(db, RecordVote(item.id, counted["subject"], **counts), actor, at)
        if "resolution_text" in counted:
            adopted = AdoptResolution(vote.id, counted["resolution_title"], counted["resolution_text"])
            forums.adopt_resolution(db, adopted, actor, at)
