"""Makers of test rows: each gives a valid thing, flushed, with what the test cares about set by name."""

from tests.factories.trainings import event, organisation, session, speaker, venue

__all__ = ["event", "organisation", "session", "speaker", "venue"]
