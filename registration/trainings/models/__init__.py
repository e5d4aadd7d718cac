"""What is on the calendar, and where."""

from registration.trainings.models.event import Event, EventKind, SignUpWindow, Visibility
from registration.trainings.models.programme import (
    EventDay,
    EventSession,
    SessionKind,
    SessionSpeaker,
    Speaker,
)
from registration.trainings.models.series import EventSeries
from registration.trainings.models.snapshot import EventSnapshot
from registration.trainings.models.venue import Venue

__all__ = [
    "Event",
    "EventDay",
    "EventKind",
    "EventSeries",
    "EventSession",
    "EventSnapshot",
    "SessionKind",
    "SessionSpeaker",
    "SignUpWindow",
    "Speaker",
    "Venue",
    "Visibility",
]
