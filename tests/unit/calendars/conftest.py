"""Published events whose subscribers are told of every change, in early June."""

import pytest
import time_machine

from tests import factories
from tests.factories.trainings import NOON
from tests.letters import House


@pytest.fixture(autouse=True)
def time():
    """Early June, until a test moves the clock."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def house(app):
    return House(app)


@pytest.fixture
def publish(db, house):
    """Makes a published event that everybody has been told of."""

    def made(**values):
        event = factories.event(db, **values)
        db.commit()
        house.edit(event, lambda db, event: None)
        return event

    return made
