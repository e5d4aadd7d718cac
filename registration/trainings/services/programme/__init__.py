"""The programme of an event: days made of sessions, saved as a whole."""

from registration.trainings.services.programme.days import match_days
from registration.trainings.services.programme.saving import Programme, save_programme
from registration.trainings.services.programme.times import SessionDraft, resolve

__all__ = ["Programme", "SessionDraft", "match_days", "resolve", "save_programme"]
