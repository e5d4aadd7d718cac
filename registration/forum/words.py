"""The words for kinds, states and rules, marked for translation."""

from collections.abc import Mapping
from typing import Any

from registration.core.language import N_
from registration.forum.models import (
    AgendaKind,
    Majority,
    MeetingForm,
    MeetingKind,
    MeetingState,
    MinutesState,
    PresenceState,
    Quorum,
)

MEETING_KINDS = {
    MeetingKind.INAUGURAL: N_("Inaugural meeting"),
    MeetingKind.ORDINARY: N_("Ordinary meeting"),
    MeetingKind.EXTRAORDINARY: N_("Extraordinary meeting"),
}
MEETINGS_OF = {
    MeetingKind.INAUGURAL: N_("Inaugural meeting of %(forum)s"),
    MeetingKind.ORDINARY: N_("Ordinary meeting of %(forum)s"),
    MeetingKind.EXTRAORDINARY: N_("Extraordinary meeting of %(forum)s"),
}
NUMBERED_MEETINGS_OF = {
    MeetingKind.INAUGURAL: N_("Inaugural meeting no. %(number)s of %(forum)s"),
    MeetingKind.ORDINARY: N_("Ordinary meeting no. %(number)s of %(forum)s"),
    MeetingKind.EXTRAORDINARY: N_("Extraordinary meeting no. %(number)s of %(forum)s"),
}
MINUTES_OF = {
    MeetingKind.INAUGURAL: N_("of the inaugural meeting of %(forum)s held on %(day)s %(how)s"),
    MeetingKind.ORDINARY: N_("of the ordinary meeting of %(forum)s held on %(day)s %(how)s"),
    MeetingKind.EXTRAORDINARY: N_("of the extraordinary meeting of %(forum)s held on %(day)s %(how)s"),
}
"""The second half of the title of the minutes; `how` is the place and one of HELD."""

FORMS = {
    MeetingForm.STATIONARY: N_("In one place"),
    MeetingForm.REMOTE: N_("Remote"),
    MeetingForm.HYBRID: N_("Hybrid: in one place and remote"),
}
HELD = {
    MeetingForm.STATIONARY: N_("in person"),
    MeetingForm.REMOTE: N_("remotely"),
    MeetingForm.HYBRID: N_("in hybrid form"),
}
STATES = {
    MeetingState.PLANNED: N_("Planned"),
    MeetingState.CONVENED: N_("Convened"),
    MeetingState.IN_SESSION: N_("In session"),
    MeetingState.CLOSED: N_("Closed"),
    MeetingState.CANCELLED: N_("Meeting cancelled"),
    MeetingState.RECORDED: N_("Record of the past"),
}
MINUTES_STATES = {
    MinutesState.DRAFT: N_("Minutes: draft"),
    MinutesState.APPROVED: N_("Minutes approved"),
    MinutesState.PUBLISHED: N_("Minutes published"),
}
PRESENCE = {
    PresenceState.PRESENT: N_("present"),
    PresenceState.EXCUSED: N_("absent, excused"),
    PresenceState.ABSENT: N_("absent"),
}
QUORUMS = {
    Quorum.HALF: N_("At least half of those entitled"),
    Quorum.MORE_THAN_HALF: N_("More than half of those entitled"),
}
MAJORITIES = {
    Majority.SIMPLE: N_("Simple: more for than against"),
    Majority.ABSOLUTE: N_("Absolute: more for than against and abstained together"),
    Majority.THREE_FIFTHS: N_("Three fifths of the votes"),
    Majority.TWO_THIRDS: N_("Two thirds of the votes"),
}
ADOPTED = {
    Majority.SIMPLE: N_("Adopted by a simple majority."),
    Majority.ABSOLUTE: N_("Adopted by an absolute majority."),
    Majority.THREE_FIFTHS: N_("Adopted by three fifths of the votes."),
    Majority.TWO_THIRDS: N_("Adopted by two thirds of the votes."),
}
NOT_ADOPTED = {
    Majority.SIMPLE: N_("Not adopted: a simple majority is needed."),
    Majority.ABSOLUTE: N_("Not adopted: an absolute majority is needed."),
    Majority.THREE_FIFTHS: N_("Not adopted: three fifths of the votes are needed."),
    Majority.TWO_THIRDS: N_("Not adopted: two thirds of the votes are needed."),
}
AGENDA_KINDS = {
    AgendaKind.OPENING: N_("Opening"),
    AgendaKind.QUORUM: N_("Quorum"),
    AgendaKind.RULES: N_("Rules of the forum"),
    AgendaKind.ELECTION: N_("Election"),
    AgendaKind.AGENDA: N_("Adoption of the agenda"),
    AgendaKind.PREVIOUS_MINUTES: N_("Previous minutes"),
    AgendaKind.REPORT: N_("Report"),
    AgendaKind.BUSINESS: N_("Business"),
    AgendaKind.OTHER_MATTERS: N_("Other matters"),
    AgendaKind.NEXT_MEETING: N_("Next meeting"),
    AgendaKind.CLOSING: N_("Closing"),
}
USUAL_TITLES = {
    AgendaKind.OPENING: N_("Opening of the meeting and statement that it was correctly convened"),
    AgendaKind.QUORUM: N_("Statement of the quorum"),
    AgendaKind.RULES: N_("Adoption of the rules of the forum"),
    AgendaKind.ELECTION: N_("Election of the chair, the deputy chair and the secretary"),
    AgendaKind.AGENDA: N_("Adoption of the agenda of the meeting"),
    AgendaKind.PREVIOUS_MINUTES: N_("Adoption of the minutes of the previous meeting"),
    AgendaKind.REPORT: N_("Report on the earlier agreed actions"),
    AgendaKind.BUSINESS: N_("Business (enter the title)"),
    AgendaKind.OTHER_MATTERS: N_("Any other matters"),
    AgendaKind.NEXT_MEETING: N_("Day and place of the next meeting"),
    AgendaKind.CLOSING: N_("Closing of the meeting"),
}
"""What an item of each kind is usually called; the desk offers them as a first agenda."""

ACTIONS = {
    "forum.created": N_("Forum created"),
    "forum.edited": N_("Forum edited"),
    "forum.members_added": N_("Members added"),
    "forum.members_set": N_("List of members changed"),
    "forum.meeting_discarded": N_("Planned meeting dropped"),
    "meeting.planned": N_("Meeting planned"),
    "meeting.recorded": N_("Meeting of the past recorded"),
    "meeting.edited": N_("Head of the minutes edited"),
    "meeting.convened": N_("Meeting convened"),
    "meeting.opened": N_("Meeting opened"),
    "meeting.closed": N_("Meeting closed"),
    "meeting.cancelled": N_("Meeting cancelled"),
    "meeting.agenda_set": N_("Agenda entered"),
    "meeting.agenda_added": N_("Item added to the agenda"),
    "meeting.agenda_edited": N_("Item of the agenda edited"),
    "meeting.agenda_moved": N_("Item of the agenda moved"),
    "meeting.agenda_removed": N_("Item taken off the agenda"),
    "meeting.presence_recorded": N_("Attendance list filled in"),
    "meeting.text_written": N_("Text of an item saved"),
    "meeting.vote_recorded": N_("Vote entered"),
    "meeting.vote_struck": N_("Vote struck out"),
    "meeting.resolution_adopted": N_("Resolution adopted"),
    "minutes.approved": N_("Minutes approved"),
    "minutes.published": N_("Minutes published"),
}
"""The sentences of the audit trail."""

NAMES = {
    "forum_name": N_("Name of the forum"),
    "genitive": N_("Name in the title of the minutes"),
    "forum_project": N_("Set up by the project"),
    "forum_purpose": N_("Purpose"),
    "quorum": N_("Quorum"),
    "majority": N_("Majority"),
    "notice_days": N_("Days of notice"),
    "names": N_("Members"),
    "session": N_("Part of the programme"),
    "kind": N_("Kind"),
    "form": N_("Form"),
    "meeting_place": N_("Place"),
    "chair": N_("Chair"),
    "chair_post": N_("Post of the chair"),
    "secretary": N_("Minute-taker"),
    "secretary_post": N_("Post of the minute-taker"),
    "guests": N_("Guests"),
    "number": N_("Number"),
    "at": N_("When"),
    "reason": N_("Reason"),
    "agenda": N_("Agenda"),
    "title": N_("Title"),
    "presenter": N_("Presenter"),
    "present": N_("Present"),
    "excused": N_("Excused"),
    "absent": N_("Absent"),
    "item": N_("Item"),
    "version": N_("Version of the text"),
    "vote_subject": N_("Subject of the vote"),
    "counts": N_("For : against : abstained"),
    "struck": N_("Struck out because"),
    "resolution": N_("Resolution"),
    "state": N_("State"),
}
"""What the audit trail calls the values."""


def _by_value(*tables: Mapping[Any, str]) -> dict[str, str]:
    return {str(state): word for table in tables for state, word in table.items()}


VALUES = {
    "quorum": _by_value(QUORUMS),
    "majority": _by_value(MAJORITIES),
    "form": _by_value(FORMS),
    "kind": _by_value(MEETING_KINDS, AGENDA_KINDS),
    "state": _by_value(MINUTES_STATES),
}
"""The words of the values that are states."""
