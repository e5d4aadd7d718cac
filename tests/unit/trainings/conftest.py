"""An organiser and how they edit."""

from datetime import datetime

import pytest
from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.trainings import hooks
from registration.trainings.models import Event
from registration.trainings.services import Editing
from tests.factories.trainings import NOON

ACTOR = Actor("user", 7, "Organizatorka (przykład)")


def editing(event: Event, edition: int | None = None) -> Editing:
    """An edit of the event as it is now, or from a form of another edition."""
    return Editing(event.id, event.edition if edition is None else edition, ACTOR, NOON)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of the events of which a changed programme was told."""
    heard: list[int] = []

    def listen(db: orm.Session, event_id: int, now: datetime) -> None:
        heard.append(event_id)

    monkeypatch.setattr(hooks, "programme_changed", [listen])
    return heard
