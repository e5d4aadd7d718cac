"""The house in early June: a month before the factories' events."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from tests.factories.trainings import NOON
from tests.letters import House


@pytest.fixture
def time() -> Iterator[time_machine.Traveller]:
    """The clock, which stands until a test moves it."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def house(app: Flask, time: time_machine.Traveller) -> House:
    """An installation whose worker and clock the test drives."""
    return House(app)
