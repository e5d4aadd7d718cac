"""Makers of test rows: each gives a valid thing, flushed, with what the test cares about set by name."""

from tests.factories.accounts import (
    administrator,
    coordinator,
    door_staff,
    organiser,
    secretary,
    sign_in,
    user,
)
from tests.factories.trainings import event, organisation, session, speaker, venue

__all__ = [
    "administrator",
    "coordinator",
    "door_staff",
    "event",
    "organisation",
    "organiser",
    "secretary",
    "session",
    "sign_in",
    "speaker",
    "user",
    "venue",
]
