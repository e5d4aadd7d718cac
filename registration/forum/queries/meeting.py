"""What follows from a meeting, its session and its forum: day, place, who is entitled, whether notice is
short."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from registration.core.dates import in_zone
from registration.forum.models import ForumMember, Meeting


def day_of(meeting: Meeting) -> date | None:
    """The day of its session by the clocks of the event; None when it has no times."""
    starts = meeting.session.starts_at
    return None if starts is None else in_zone(starts, meeting.session.event.zone).date()


def venue_of(meeting: Meeting) -> str:
    """Where it is held, as the programme says: room, building and address; empty when online only."""
    building = meeting.session.event.venue
    return ", ".join(part for part in (meeting.session.room, building.full_name if building else "") if part)


def entitled(meeting: Meeting) -> list[ForumMember]:
    """The forum's members on the day of the meeting, in order; none for a meeting without a day."""
    day = day_of(meeting)
    return [member for member in meeting.forum.members if day and member.belongs_on(day)]


def short_notice(meeting: Meeting, now: datetime) -> bool:
    """Whether a meeting convened at `now` is called later than its rules ask."""
    starts = meeting.session.starts_at
    return starts is not None and starts - now < timedelta(days=meeting.rules.notice_days)


@dataclass(frozen=True)
class Head:
    """Names, day and place of a meeting: once the minutes are approved, those of that day."""

    forum_name: str
    forum_genitive: str
    held_on: date | None
    venue: str
    zone: str


def head_of(meeting: Meeting) -> Head:
    """The meeting's head: as written down by the approval, before that as the forum and the programme say."""
    kept = meeting.minutes
    if kept is not None and kept.is_approved:
        return Head(kept.forum_name, kept.forum_genitive, kept.held_on, kept.venue, kept.zone)
    forum, event = meeting.forum, meeting.session.event
    return Head(forum.name, forum.genitive, day_of(meeting), venue_of(meeting), event.zone)
