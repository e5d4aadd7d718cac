"""What the services of the forum are asked to do: values made by forms, by the demo and by tests."""

from dataclasses import dataclass, field
from datetime import date, datetime

from registration.forum.models import AgendaKind, Majority, MeetingForm, MeetingKind, PresenceState, Quorum


@dataclass(frozen=True)
class Rules:
    """A forum's rules; `notice_days` lie between the notice and the meeting."""

    quorum: Quorum = Quorum.HALF
    majority: Majority = Majority.SIMPLE
    notice_days: int = 7


@dataclass(frozen=True)
class CreateForum:
    """A new forum kept by an organisation. `genitive`: as after "posiedzenia": "Samorządowego Forum …"."""

    organisation_id: int
    name: str
    genitive: str
    purpose: str = ""
    rules: Rules = field(default_factory=Rules)
    sample: bool = False
    project_id: int | None = None
    """Of the organisation's projects, the one that has set it up."""


@dataclass(frozen=True)
class EditForum:
    """The forum as it is to be. Other rules become a new version, for meetings planned from then on."""

    forum_id: int
    name: str
    genitive: str
    purpose: str
    rules: Rules
    project_id: int | None = None


@dataclass(frozen=True)
class NewMember:
    """A member by printed name; without an id the organisation is looked up by this name."""

    name: str
    organisation_id: int | None = None


@dataclass(frozen=True)
class AddMembers:
    """Members who join; `since` is their first day, None when it is not known."""

    forum_id: int
    members: tuple[NewMember, ...]
    since: date | None = None


@dataclass(frozen=True)
class SetMembers:
    """All members from the day `as_of` on, by printed name, in order."""

    forum_id: int
    names: tuple[str, ...]
    as_of: date


@dataclass(frozen=True)
class Particulars:
    """What the head of the minutes says. `place` with its preposition ("w sali nr 2 …"); guests one in a
    line."""

    kind: MeetingKind = MeetingKind.ORDINARY
    form: MeetingForm | None = MeetingForm.STATIONARY
    place: str = ""
    chair: str = ""
    chair_post: str = ""
    secretary: str = ""
    secretary_post: str = ""
    guests: str = ""


@dataclass(frozen=True)
class CreateMeeting:
    """A meeting in a forum sitting of an event. In a session without times it is a record of the past."""

    forum_id: int
    session_id: int
    particulars: Particulars = field(default_factory=Particulars)


@dataclass(frozen=True)
class EditMeeting:
    """The meeting's particulars as they are to be."""

    meeting_id: int
    particulars: Particulars


@dataclass(frozen=True)
class NewItem:
    """One point of an agenda."""

    title: str
    kind: AgendaKind = AgendaKind.BUSINESS
    presenter: str = ""


@dataclass(frozen=True)
class SetAgenda:
    """The whole agenda, before the meeting opens."""

    meeting_id: int
    items: tuple[NewItem, ...]


@dataclass(frozen=True)
class AddItem:
    """One more point, after the item `after_id`; without it, at the end (before the closing)."""

    meeting_id: int
    item: NewItem
    after_id: int | None = None


@dataclass(frozen=True)
class EditItem:
    """Title, kind and presenter of one point as they are to be."""

    item_id: int
    item: NewItem


@dataclass(frozen=True)
class OpenMeeting:
    """The chair opened the meeting at `opened_at` (aware)."""

    meeting_id: int
    opened_at: datetime


@dataclass(frozen=True)
class PresenceRow:
    """One member on the attendance list, and who spoke for it."""

    member_id: int
    state: PresenceState = PresenceState.PRESENT
    represented_by: str = ""
    post: str = ""


@dataclass(frozen=True)
class RecordPresence:
    """The attendance list; members of that day who are not named are absent."""

    meeting_id: int
    rows: tuple[PresenceRow, ...]


@dataclass(frozen=True)
class WriteItem:
    """A text for an agenda item, written over `base_version` of it."""

    item_id: int
    text: str
    base_version: int


@dataclass(frozen=True)
class RecordVote:
    """An open vote. Without `present`, all on the attendance list; without `majority`, that of the rules."""

    item_id: int
    subject: str
    in_favour: int
    against: int = 0
    abstained: int = 0
    present: int | None = None
    majority: Majority | None = None


@dataclass(frozen=True)
class StrikeVote:
    """A vote entered wrongly, and why."""

    vote_id: int
    reason: str


@dataclass(frozen=True)
class AdoptResolution:
    """The text that a vote adopted; `title` as after "w sprawie"."""

    vote_id: int
    title: str
    text: str


@dataclass(frozen=True)
class CloseMeeting:
    """The chair closed the meeting at `closed_at` (aware)."""

    meeting_id: int
    closed_at: datetime


@dataclass(frozen=True)
class CancelMeeting:
    """A convened meeting that is not held, and why."""

    meeting_id: int
    reason: str


@dataclass(frozen=True)
class ApproveMinutes:
    """The minutes are final; `note` says how they were adopted."""

    meeting_id: int
    note: str = ""
