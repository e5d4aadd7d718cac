"""Forums, their meetings, and what minutes are made of. The database refuses what approved minutes forbid."""

from registration.core.database import Base
from registration.forum.models import guards
from registration.forum.models.agenda import AgendaItem, AgendaItemRevision, AgendaKind, Resolution, Vote
from registration.forum.models.forum import (
    Forum,
    ForumMember,
    ForumNumber,
    ForumRules,
    Majority,
    Numbered,
    Quorum,
)
from registration.forum.models.meeting import (
    Meeting,
    MeetingForm,
    MeetingKind,
    MeetingPresence,
    MeetingState,
    Minutes,
    MinutesState,
    PresenceState,
)

guards.attach(Base.metadata)

__all__ = [
    "AgendaItem",
    "AgendaItemRevision",
    "AgendaKind",
    "Forum",
    "ForumMember",
    "ForumNumber",
    "ForumRules",
    "Majority",
    "Meeting",
    "MeetingForm",
    "MeetingKind",
    "MeetingPresence",
    "MeetingState",
    "Minutes",
    "MinutesState",
    "Numbered",
    "PresenceState",
    "Quorum",
    "Resolution",
    "Vote",
]
